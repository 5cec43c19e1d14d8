using System.Text;
using CityKit.Cli.Files;
using CityKit.Core.Codes;
using CityKit.Grids.Codes;
using CityKit.Grids.Maps;
using CityKit.Import.Maps;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Cli.Grids;

/// <summary>Reads a map file as the options say.</summary>
internal static class MapInput
{
    private static readonly GridScheme Plain = GridScheme.Parse("grid");

    /// <summary>The grids of a file; bad features are in the result.</summary>
    /// <exception cref="ToolException">The file cannot be read, is no feature collection, or holds no grid at all.</exception>
    internal static GridReadResult Read(MapChoice choice)
    {
        var scheme = Scheme(choice);
        var read = ReadAs(choice, scheme ?? Plain);
        if (!AllOf(read).Any()) throw Nothing(choice.File, read, scheme);
        if (scheme is null && Look(read) is { } seen) read = ReadAs(choice, seen);
        return OneVersion(choice.File, choice.On, read);
    }

    /// <summary>The grids of one of several levels.</summary>
    /// <exception cref="ToolException">The file cannot be read, is no feature collection, or holds no grid of the level.</exception>
    internal static GridReadResult ReadLevel(string file, GeoJsonGridOptions options, LocalDate? on)
    {
        var read = ReadAs(file, options, null);
        return AllOf(read).Any() ? OneVersion(file, on, read) : throw Nothing($"{file}, {options.Scheme}", read, options.Scheme);
    }

    /// <summary>As <see cref="Read"/>; what is wrong in the file is named on the error output.</summary>
    internal static GridReadResult ReadAndName(Terminal terminal, MapChoice choice)
    {
        var read = Read(choice);
        foreach (var finding in read.Findings) terminal.Error.WriteLine($"{choice.File}: {finding.Message}");
        foreach (var problem in read.Problems) terminal.Error.WriteLine($"{choice.File}: {problem}");
        return read;
    }

    /// <summary>The grids of a file, those with invalid rings too.</summary>
    internal static IEnumerable<Grid> AllOf(GridReadResult read) => read.Grids.Concat(read.Invalid.Select(invalid => invalid.Grid));

    private const string NoFeatures = "it has no features. 文件中没有要素。";

    private static ToolException Nothing(string file, GridReadResult read, GridScheme? scheme) =>
        new($"{file} gives no grid: {read.Problems.FirstOrDefault()?.ToString() ?? NoFeatures}{OtherScheme(read, scheme)}");

    private static string OtherScheme(GridReadResult read, GridScheme? scheme) =>
        (scheme == GridScheme.UnitGrid || scheme == GridScheme.Area) && read.Problems.FirstOrDefault() is { Reason: "code" }
            ? $" The codes were held against the scheme {scheme}; if the grids are others, "
                + "name theirs, such as neighbourhood, by --scheme or --map-scheme. "
                + $"代码按体系 {scheme} 检查；如为其他网格，请以 --scheme 或 --map-scheme 指定其体系名。" : "";

    private static GridReadResult OneVersion(string file, LocalDate? on, GridReadResult read)
    {
        if (on is { } day && read.On(day) is var held)
            return !held.Grids.IsEmpty ? held
                : throw new ToolException($"{file} has no grid that holds on {LocalDatePattern.Iso.Format(day)}. {file} 中没有该日有效的网格。");
        return read.Grids.DistinctBy(grid => grid.Code).Count() == read.Grids.Length ? read
            : throw new ToolException($"{file} has grids with several times; choose a day with --on. {file} 中同一网格有多个有效期，请用 --on 指定日期。");
    }

    private static GridScheme? Scheme(MapChoice choice)
    {
        if (choice.Scheme is null) return null;
        return GridScheme.TryParse(choice.Scheme, null, out var scheme) ? scheme
            : throw new ToolException($"--scheme '{choice.Scheme}' is no scheme's name: a-z, 0-9, '.', '_', '-'. "
                + $"--scheme 的值“{choice.Scheme}”不是体系名：只能用小写字母、数字、. _ -。");
    }

    private static GridReadResult ReadAs(MapChoice choice, GridScheme scheme) =>
        ReadAs(choice.File, new GeoJsonGridOptions
        {
            Scheme = scheme, CodeProperty = choice.CodeProperty, NameProperty = choice.NameProperty, Repair = choice.Repair,
            System = choice.System, TakesAnyPlace = choice.IsAnywhere, Layer = choice.Layer,
        }, choice.Encoding);

    private static GridReadResult ReadAs(string file, GeoJsonGridOptions options, Encoding? encoding)
    {
        try
        {
            return GridFileReader.Read(file, options, encoding);
        }
        catch (InvalidDataException broken)
        {
            throw InputFile.Damaged(file, broken);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw InputFile.Unreadable(file, unreadable);
        }
    }

    // What most codes look like, so that a few bad ones are named and do not hide what the file is.
    private static GridScheme? Look(GridReadResult read)
    {
        var codes = AllOf(read).Select(grid => grid.Code).ToList();
        if (codes.Count(code => UnitGridCode.Check(code) is null) * 2 > codes.Count) return GridScheme.UnitGrid;
        return codes.Count(code => AreaCode.Check(code) is null) * 2 > codes.Count ? GridScheme.Area : null;
    }
}
