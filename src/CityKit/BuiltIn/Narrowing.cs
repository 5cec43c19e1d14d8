using CityKit.Documents;
using CityKit.Modules;

namespace CityKit.BuiltIn;

/// <summary>Narrows a query by an argument, when it is given.</summary>
internal static class Narrowing
{
    internal static DocumentQuery<T> WhereGiven<T>(this DocumentQuery<T> query, DocumentIndex<T> index, string? value) where T : class =>
        value is null ? query : query.Where(index, value);

    internal static DocumentQuery<T> StartingWithGiven<T>(
        this DocumentQuery<T> query, DocumentIndex<T> index, string? start) where T : class =>
        start is null ? query : query.StartingWith(index, start);

    /// <summary>From 'from' until 'until', in the order of that time: the last first for the order '-at'.</summary>
    internal static DocumentQuery<T> InTime<T>(this DocumentQuery<T> query, DocumentIndex<T> at, QueryArguments arguments) where T : class
    {
        var ordered = query.OrderBy(at, arguments.Word("order", "at", "-at") == "-at");
        return arguments.Instant("from") is var from && arguments.Instant("until") is var until && (from ?? until) is not null
            ? ordered.Between(at, from, until)
            : ordered;
    }

    /// <summary>What <see cref="InTime"/> takes.</summary>
    internal static IReadOnlyList<QueryParameter> TimeParameters { get; } =
        [
            QueryParameter.Instant("from", "at this moment or later", "时刻起"),
            QueryParameter.Instant("until", "before this moment", "时刻止（不含）"),
            QueryParameter.Text("order", "'at' (else) for the earliest first, '-at' for the last", "at（默认）为时间正序，-at 为倒序"),
        ];
}
