using CityKit.Core;

namespace CityKit.Grids.Maps;

/// <summary>Why a saved map was not loaded (地图文件问题).</summary>
/// <param name="Reason">A short stable word for programs: <c>magic</c>, <c>version</c>, <c>limit</c>, <c>truncated</c>, <c>hash</c>,
/// <c>trailing</c>, <c>grid</c>, <c>ring</c>, <c>index</c>.</param>
/// <param name="Offset">The byte it was noticed at.</param>
/// <param name="Message">What was found and what is allowed.</param>
public sealed record MapFileProblem(string Reason, long Offset, LocalizedText Message)
{
    /// <summary>Offset and message.</summary>
    public override string ToString() => $"byte {Offset}: {Message}";
}
