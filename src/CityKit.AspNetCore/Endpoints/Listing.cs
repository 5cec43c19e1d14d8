using System.Text.Json;
using CityKit.AlertDesk;
using Microsoft.AspNetCore.Http;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>Writes long lists as they are read, never held whole.</summary>
internal static class Listing
{
    private const int FlushBytes = 32 << 10;

    internal static async Task WriteAsync<T>(HttpContext context, string name, IAsyncEnumerable<T> rows, Action<Utf8JsonWriter, T> write)
    {
        var next = rows.GetAsyncEnumerator(context.RequestAborted);
        await using var _ = next.ConfigureAwait(false);
        var isThere = await next.MoveNextAsync().ConfigureAwait(false); // a store that cannot be read is found before the answer begins
        StoreGuard.Begin(context);
        context.Response.ContentType = "application/json; charset=utf-8";
        // Not disposed: that would end a half list as if it were whole.
        var writer = new Utf8JsonWriter(context.Response.BodyWriter, DeskJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteStartArray(name);
        for (; isThere; isThere = await next.MoveNextAsync().ConfigureAwait(false))
        {
            write(writer, next.Current);
            if (writer.BytesPending > FlushBytes) await writer.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
        await writer.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }
}
