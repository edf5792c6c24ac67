int a; /* </script><img src=x onerror=hack()> */ char *s = "<img src=x onerror=hack()>";
