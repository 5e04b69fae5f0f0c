# Dear ImGui 1.92 as a static library `imgui`, from the sources that tools/setup puts into
# build/third-party/imgui: FreeType glyphs, 32-bit characters, SDL2 with SDL_Renderer.
# It is built without the project's warning flags and seen as a system include.
set(DK_IMGUI_DIR "${CMAKE_CURRENT_LIST_DIR}/../build/third-party/imgui")
set(DK_PHOSPHOR_DIR "${CMAKE_CURRENT_LIST_DIR}/../build/third-party/phosphor")

foreach(file "${DK_IMGUI_DIR}/stamp" "${DK_PHOSPHOR_DIR}/stamp")
  if(NOT EXISTS "${file}")
    message(FATAL_ERROR
      "${file} is missing: Dear ImGui or the icon fonts have not been fetched. Run tools/setup.")
  endif()
endforeach()
# A new fetch configures anew.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
  "${DK_IMGUI_DIR}/stamp" "${DK_PHOSPHOR_DIR}/stamp")

find_package(PkgConfig REQUIRED)
pkg_check_modules(DK_IMGUI_SDL2 REQUIRED IMPORTED_TARGET GLOBAL sdl2)
find_package(Freetype REQUIRED)

add_library(imgui STATIC
  "${DK_IMGUI_DIR}/imgui.cpp"
  "${DK_IMGUI_DIR}/imgui_demo.cpp"
  "${DK_IMGUI_DIR}/imgui_draw.cpp"
  "${DK_IMGUI_DIR}/imgui_tables.cpp"
  "${DK_IMGUI_DIR}/imgui_widgets.cpp"
  "${DK_IMGUI_DIR}/backends/imgui_impl_sdl2.cpp"
  "${DK_IMGUI_DIR}/backends/imgui_impl_sdlrenderer2.cpp"
  "${DK_IMGUI_DIR}/misc/freetype/imgui_freetype.cpp")
target_include_directories(imgui SYSTEM PUBLIC
  "${DK_IMGUI_DIR}" "${DK_IMGUI_DIR}/backends" "${DK_IMGUI_DIR}/misc/freetype")
# These change the layout of ImGui's types, so whoever includes imgui.h must see them too.
target_compile_definitions(imgui PUBLIC
  IMGUI_USE_WCHAR32
  IMGUI_ENABLE_FREETYPE
  IMGUI_DISABLE_OBSOLETE_FUNCTIONS
  IMGUI_DISABLE_DEMO_WINDOWS
  IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS)
target_link_libraries(imgui PUBLIC PkgConfig::DK_IMGUI_SDL2 PRIVATE Freetype::Freetype)
target_compile_options(imgui PRIVATE -w)
