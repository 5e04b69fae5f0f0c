// The letters' texture kept small. Every name brings new letters of 232 px; without an end to it a
// day would fill the memory. UI thread, between frames.
#pragma once

namespace dk::kiosk {

// To be called between two frames. When the texture is nearly full, large letters and sizes that
// were not seen for a while are forgotten and the rest moves together; what is seen comes back with
// the next frame. True when letters moved or went: their places in the texture mean other pictures.
bool keep_atlas_small();

}  // namespace dk::kiosk
