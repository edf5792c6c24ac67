//!flags -m=3 --remarks=off --only=contract
/* Without the compiler's side nothing can be judged, so nothing is said, not even of what stands at the wrong place. */
// whynot: expect vectorized
int answer;

// whynot: expect inlined(nobody)
int f(int x)
{
	// whynot: expect vectorised
	return x + answer;
}
