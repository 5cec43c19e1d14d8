using CityKit.Deciding;
using CityKit.Grids.Maps;
using CityKit.Modules;
using CityKit.Setup;

namespace CityKit.Commands;

/// <summary>
/// Puts another map of grids in force while the hub runs (更新网格图): what is placed from now on is looked up in it; what was placed before
/// keeps its grid. The journal has the map's hash, not the map: set up the next start, and a replay, with the same one.
/// </summary>
public sealed record PutGrids : HubCommand
{
    /// <summary>The most characters of a source.</summary>
    public const int MaxSource = 128;

    /// <summary>A command with a map.</summary>
    /// <param name="commandId">The command's id.</param>
    /// <param name="source">What the map is called and which version it is, for people; 1 to <see cref="MaxSource"/> characters.</param>
    /// <param name="map">The map.</param>
    /// <exception cref="ArgumentException">The source is empty or too long.</exception>
    public PutGrids(string commandId, string source, GridMap map) : this(commandId, source, VersionOf(map)) => Map = map;

    internal PutGrids(string commandId, string source, GridVersion version) : base(commandId)
    {
        if (source is not { Length: > 0 and <= MaxSource })
            throw new ArgumentException(
                $"A source has 1 to {MaxSource} characters, not {source?.Length ?? 0}. "
                    + $"网格图来源须为 1 至 {MaxSource} 个字符，而非 {source?.Length ?? 0} 个。", nameof(source));
        (Source, Version) = (source, version);
    }

    /// <summary>What the map is called and which version it is.</summary>
    public string Source { get; }

    /// <summary>The map; null for a command that was read from a journal.</summary>
    internal GridMap? Map { get; }

    internal GridVersion Version { get; }

    private static GridVersion VersionOf(GridMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return GridVersion.Of(map);
    }
}
