using System.Text;
using CityKit.Import.Systems;
using NodaTime;

namespace CityKit.Cli.Grids;

/// <summary>A map file and how to read it.</summary>
/// <param name="File">The file.</param>
/// <param name="CodeProperty">The property with the code.</param>
/// <param name="Scheme">The scheme's name; null to go by what the codes look like.</param>
/// <param name="On">The day the grids hold on; null for files without days.</param>
/// <param name="Repair">Whether grids with invalid rings are repaired.</param>
internal sealed record MapChoice(string File, string CodeProperty, string? Scheme, LocalDate? On = null, bool Repair = false)
{
    /// <summary>The property with the name.</summary>
    internal string NameProperty { get; init; } = "name";

    /// <summary>What the coordinates are; null for what the file says, or WGS84.</summary>
    internal CoordinateSystem? System { get; init; }

    /// <summary>Whether grids are taken wherever they are.</summary>
    internal bool IsAnywhere { get; init; }

    /// <summary>The layer or sheet; null for the only one.</summary>
    internal string? Layer { get; init; }

    /// <summary>The encoding of its texts; null to recognise it.</summary>
    internal Encoding? Encoding { get; init; }
}
