using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Edge.Detectors;

namespace CityKit.Edge.Agent.Configuration;

/// <summary>Something wrong in a file, where an editor can jump to it.</summary>
/// <param name="File">The file.</param>
/// <param name="Error">What is wrong.</param>
internal sealed record FileFinding(string File, ConfigError Error)
{
    /// <summary>File, line, column, way, found, allowed, near miss, on one line.</summary>
    public override string ToString()
    {
        var path = Error.Path.Length == 0 ? "" : $"{Error.Path}: ";
        var meant = Error.NearMiss is null ? "" : $"; did you mean '{Error.NearMiss}'? 是否指“{Error.NearMiss}”？";
        return $"{File}:{Error.Line}:{Error.Column}: {path}found {Both(Error.Found)}; allowed: {Both(Error.Allowed)}{meant}";
    }

    private static string Both(LocalizedText text) => text.Zh == text.En ? text.En : $"{text.En}（{text.Zh}）";
}
