using CityKit.Cli.Cities;
using CityKit.Cli.Files;
using CityKit.Core.Text;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Shared.Cities;

namespace CityKit.Cli.Rules;

/// <summary>Files that a rule command works with; one that is wrong ends the command with every mistake in it.</summary>
internal static class RuleFile
{
    private const int MostBytes = 64 << 20;

    internal delegate T? Reader<T>(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors);

    /// <exception cref="ToolException">It cannot be read, or is wrong.</exception>
    internal static RuleSet Rules(string path) => Read<RuleSet>(path, RuleSet.Parse);

    /// <exception cref="ToolException">It cannot be read, or is wrong.</exception>
    internal static SensorRegister Sensors(string path) => Read<SensorRegister>(path, SensorRegister.Parse);

    /// <exception cref="ToolException">It cannot be read, or is wrong.</exception>
    internal static T Read<T>(string path, Reader<T> read) where T : class =>
        read(Bytes(path), out var errors) ?? throw Wrong(path, errors);

    /// <exception cref="ToolException">It cannot be read.</exception>
    internal static byte[] Bytes(string path) => WholeFile.Read(path, MostBytes);

    /// <summary>The exception that says all of it, a line each.</summary>
    internal static ToolException Wrong(string path, IEnumerable<ConfigError> errors) =>
        new(string.Join(Environment.NewLine, errors.Select(error => FolderFinding.Of(path, error))
            .Select(found => $"{found.File}({found.Line},{found.Column}): {found.Message}")));
}
