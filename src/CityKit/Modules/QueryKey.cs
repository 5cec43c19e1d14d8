using CityKit.Documents;

namespace CityKit.Modules;

/// <summary>A query as text: equal for equal queries, whatever their page.</summary>
internal static class QueryKey
{
    internal static string Of(DocumentQuery query) =>
        $"{query.Kind}|{string.Join('&', query.Conditions.Select(Of))}|"
        + $"{query.Range?.Index}:{query.Range?.From}:{query.Range?.Until}|{query.Order}{(query.Descending ? "-" : "+")}";

    private static string Of(DocumentCondition condition) => $"{condition.Index}{(condition.IsPrefix ? "^" : "=")}"
        + $"{string.Join(',', condition.Values.Select(v => $"{v.ToString().Length}:{v}"))}";
}
