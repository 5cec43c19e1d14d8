using CityKit.Documents;
using CityKit.Storage;

namespace CityKit.Modules;

/// <summary>Pages of what is meant, where indexes say it roughly.</summary>
internal static class Sifting
{
    private const int RoughPages = 20; // of one answer, at most: the caller goes on with its cursor
    private const int LeastRead = 100;

    /// <summary>Reads on until the page is full.</summary>
    internal static async ValueTask<DocumentPage<T>> SiftAsync<T>(
        this ICityStore store, DocumentQuery<T> query, Func<T, bool> isMeant, int limit, CancellationToken cancellationToken)
        where T : class
    {
        var rows = new List<T>();
        for (var pages = 0; ; pages++)
        {
            var page = await store.QueryAsync(query.Take(Math.Max(limit, LeastRead)), cancellationToken).ConfigureAwait(false);
            rows.AddRange(page.Rows.Where(isMeant));
            if (rows.Count > limit) return new DocumentPage<T>(rows[..limit], query.PlaceOf(rows[limit - 1]));
            if (page.Next is null || pages == RoughPages) return new DocumentPage<T>(rows, page.Next);
            query = query.After(page.Next);
        }
    }
}
