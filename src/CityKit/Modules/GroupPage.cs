using CityKit.Documents;

namespace CityKit.Modules;

/// <summary>A page of groups that were all counted at once: they come in the order of their keys, and a cursor is the last one's.</summary>
internal static class GroupPage
{
    internal static QueryAnswer Of<T>(
        IEnumerable<T> groups, Func<T, string> keyOf, Func<T, ReadOnlyMemory<byte>> write, DocumentCursor? after, int limit)
    {
        var page = groups.OrderBy(keyOf, StringComparer.Ordinal)
            .SkipWhile(group => after is not null && string.CompareOrdinal(keyOf(group), after.Id) <= 0).Take(limit + 1).ToArray();
        var next = page.Length > limit ? new DocumentCursor(0, keyOf(page[limit - 1])) : null;
        return new QueryAnswer(null, [.. page.Take(limit).Select(write)], next);
    }
}
