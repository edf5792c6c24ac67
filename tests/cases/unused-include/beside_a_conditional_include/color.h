#pragma once

enum color { RED, GREEN };
