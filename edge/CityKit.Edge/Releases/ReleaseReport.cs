using CityKit.Edge.Trials;

namespace CityKit.Edge.Releases;

/// <summary>Which release of the agent runs, and how releases fared.</summary>
/// <param name="Fate">How they fared; its version is the number of the release that runs, that of the installed program included.</param>
/// <param name="Version">The running release's version, for people.</param>
/// <param name="Runtime">What it runs on.</param>
/// <param name="Installed">The number of the installed program, which is the last resort.</param>
internal sealed record ReleaseReport(TrialReport Fate, string Version, string Runtime, long Installed);
