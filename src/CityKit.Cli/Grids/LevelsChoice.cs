using NodaTime;

namespace CityKit.Cli.Grids;

/// <summary>A file of nested levels and how to read their maps.</summary>
/// <param name="File">The file that declares them.</param>
/// <param name="On">The day the grids hold on; null for files without days.</param>
/// <param name="Repair">Whether grids with invalid rings are repaired.</param>
internal sealed record LevelsChoice(string File, LocalDate? On, bool Repair);
