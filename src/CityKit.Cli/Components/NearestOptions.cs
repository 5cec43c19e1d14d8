using System.CommandLine;
using CityKit.Core;
using NodaTime;

namespace CityKit.Cli.Components;

/// <summary>The options that ask for the nearest of a place, and how many are wanted.</summary>
internal sealed class NearestOptions
{
    private const int OfAPage = 100;

    private readonly Option<double?> longitude = new("--lon") { Description = "With --lat: the nearest to this longitude, WGS84. 经度。" };
    private readonly Option<double?> latitude = new("--lat") { Description = "The latitude. 纬度。" };
    private readonly Option<int?> count = new("--count")
    {
        Description = $"How many at most; 1 of the nearest, {OfAPage} else. 最多个数。", HelpName = "K",
    };

    private readonly Option<double> within = new("--within")
    {
        Description = "The nearest only so near. 距离（米）。", DefaultValueFactory = _ => double.PositiveInfinity, HelpName = "METRES",
    };

    internal void AddTo(Command command)
    {
        foreach (var option in new Option[] { longitude, latitude, count, within }) command.Options.Add(option);
    }

    /// <summary>The place; null when none is given.</summary>
    internal GeoPoint? Of(ParseResult parsed) => (parsed.GetValue(longitude), parsed.GetValue(latitude)) switch
    {
        ({ } x, { } y) => ComponentOptions.Place(x, y),
        (null, null) => null,
        _ => throw new ToolException("Give --lon and --lat, or neither. --lon 与 --lat 须同时给出。"),
    };

    internal int PageOf(ParseResult parsed) => parsed.GetValue(count) ?? OfAPage;

    internal FindChoice Choice(Terminal terminal, ParseResult parsed, QueryOptions query, bool json)
    {
        if (query.BesideThePlace(parsed) is { } other)
            throw new ToolException($"{other} does not go with --lon and --lat, which ask for the nearest; use --circle LON,LAT,METRES. "
                + $"{other} 不能与 --lon、--lat 同用，请改用 --circle LON,LAT,METRES。");
        var filter = ComponentOptions.Filter(parsed.GetValue(query.Classes), parsed.GetValue(query.States));
        var day = parsed.GetValue(query.On) is { } text ? ComponentOptions.Day(text, "--on")
            : LocalDate.FromDateTime(terminal.Time.GetLocalNow().DateTime);
        return new FindChoice(filter, parsed.GetValue(count) ?? 1, parsed.GetValue(within), day, json);
    }
}
