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
        context.Response.ContentType = "application/json; charset=utf-8";
        var writer = new Utf8JsonWriter(context.Response.BodyWriter, DeskJson.WriterOptions);
        await using (writer.ConfigureAwait(false))
        {
            writer.WriteStartObject();
            writer.WriteStartArray(name);
            await foreach (var row in rows.ConfigureAwait(false))
            {
                write(writer, row);
                if (writer.BytesPending > FlushBytes) await writer.FlushAsync(context.RequestAborted).ConfigureAwait(false);
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
    }
}
