using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Shared.Cities;

/// <summary>One thing wrong in a city's folder.</summary>
/// <param name="File">The file's name in the folder.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in characters, from 1.</param>
/// <param name="Path">The way to the value; empty for the whole file.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
/// <param name="IsDoubt">Whether a hub starts all the same.</param>
internal sealed record FolderFinding(string File, int Line, int Column, string Path, LocalizedText Message, bool IsDoubt = false)
{
    internal static FolderFinding Of(string file, ConfigError error, bool isDoubt = false) =>
        new(file, error.Line, error.Column, error.Path, WithoutPlace(error), isDoubt);

    /// <summary>The place has columns of its own.</summary>
    private static LocalizedText WithoutPlace(ConfigError error)
    {
        var (zh, en) = (error with { Line = 0, Path = "" }).Message;
        return new LocalizedText(zh.TrimStart('：'), en.TrimStart(':', ' '));
    }
}
