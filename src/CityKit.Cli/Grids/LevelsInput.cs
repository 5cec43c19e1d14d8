using CityKit.Cli.Files;
using CityKit.Grids.Maps;
using CityKit.Import.Levels;
using CityKit.Import.Maps;

namespace CityKit.Cli.Grids;

/// <summary>Reads the maps of nested levels; their files are named from the folder of the file that declares them.</summary>
internal static class LevelsInput
{
    private const int MostBytes = 1 << 20;

    /// <exception cref="ToolException">A file cannot be read, or gives no grid.</exception>
    internal static NestedReadResult Read(LevelsChoice choice)
    {
        var levels = MapLevels.Read(Bytes(choice.File),
            out var errors) ?? throw new ToolException(string.Join('\n', errors.Select(error => $"{choice.File}: {error.Message}")));
        var folder = Path.GetDirectoryName(choice.File) ?? "";
        try
        {
            return LevelReader.Read(levels,
                level => MapInput.ReadLevel(Path.Combine(folder, level.File), level.Grids with { Repair = choice.Repair }, choice.On));
        }
        catch (ArgumentException twice)
        {
            throw new ToolException($"{choice.File}: {twice.Message}");
        }
    }

    /// <summary>As <see cref="Read"/>; what is wrong in the files is named on the error output.</summary>
    internal static NestedReadResult ReadAndName(Terminal terminal, LevelsChoice choice)
    {
        var read = Read(choice);
        foreach (var finding in read.Orphans.Concat(read.Levels.SelectMany(level => level.Findings)))
            terminal.Error.WriteLine($"{choice.File}: {finding.Message}");
        foreach (var problem in Problems(read)) terminal.Error.WriteLine($"{choice.File}: {problem}");
        return read;
    }

    /// <summary>All that is wrong in the files.</summary>
    internal static IEnumerable<FeatureProblem> Problems(NestedReadResult read) => read.Levels.SelectMany(level => level.Problems);

    private static byte[] Bytes(string path)
    {
        using var file = InputFile.Open(path);
        var bytes = new byte[MostBytes + 1];
        var count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return count <= MostBytes ? bytes[..count] : throw new ToolException($"{path} has more than {MostBytes} bytes. "
            + $"{path} 超过 {MostBytes} 字节。");
    }
}
