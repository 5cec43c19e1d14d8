using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>Writes answers as JSON, without reflection.</summary>
internal static class JsonAnswer
{
    private const string AfterBusy = "2"; // seconds: a hub that cannot store tries again within one

    internal static Task WriteAsync(HttpContext context, int status, Action<Utf8JsonWriter> members) =>
        WriteAsync(context, status, ObjectOf(members));

    /// <summary>Writes an object that is written already.</summary>
    internal static async Task WriteAsync(
        HttpContext context, int status, ReadOnlyMemory<byte> json, string type = "application/json; charset=utf-8")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.Body.WriteAsync(json, context.RequestAborted).ConfigureAwait(false);
    }

    private static byte[] ObjectOf(Action<Utf8JsonWriter> members) => DeskJson.ToUtf8(members, static (writer, write) =>
    {
        writer.WriteStartObject();
        write(writer);
        writer.WriteEndObject();
    });

    /// <summary>Says no, as RFC 9457 has it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="refusal">Why.</param>
    /// <param name="more">Writes members beside those of the refusal; null for none.</param>
    internal static Task RefuseAsync(HttpContext context, Refusal refusal, Action<Utf8JsonWriter>? more = null)
    {
        NotedRefusal.Note(context, refusal.Code);
        if (StatusOf(refusal) == StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = AfterBusy;
        return WriteAsync(context, StatusOf(refusal), ObjectOf(writer =>
        {
            WriteProblem(writer, refusal);
            more?.Invoke(writer);
        }), "application/problem+json; charset=utf-8");
    }

    /// <summary>Writes the members of a problem (RFC 9457), then those of a refusal as such: code, message in both languages, what is
    /// allowed.</summary>
    internal static void WriteProblem(Utf8JsonWriter writer, Refusal refusal)
    {
        writer.WriteString("type", $"urn:citykit:refusal:{refusal.Code}");
        writer.WriteString("title", ReasonPhrases.GetReasonPhrase(StatusOf(refusal)));
        writer.WriteNumber("status", StatusOf(refusal));
        writer.WriteString("detail", refusal.Message.En);
        WriteMembers(writer, refusal);
        writer.WriteStartObject("refusal"); // as versions before had it
        WriteMembers(writer, refusal);
        writer.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter writer, Refusal refusal)
    {
        writer.WriteString("code", refusal.Code);
        WriteText(writer, "message", refusal.Message);
        writer.WriteStartArray("allowed");
        foreach (var allowed in refusal.Allowed) writer.WriteStringValue(allowed);
        writer.WriteEndArray();
    }

    internal static void WriteText(Utf8JsonWriter writer, string name, LocalizedText text)
    {
        writer.WriteStartObject(name);
        writer.WriteString("zh", text.Zh);
        writer.WriteString("en", text.En);
        writer.WriteEndObject();
    }

    internal static int StatusOf(Refusal refusal) => refusal.Code switch
    {
        "no-key" or "wrong-key" or "key-expired" => StatusCodes.Status401Unauthorized,
        "wrong-role" => StatusCodes.Status403Forbidden,
        "not-found" => StatusCodes.Status404NotFound,
        "changed" => StatusCodes.Status412PreconditionFailed,
        "evidence-missing" => StatusCodes.Status410Gone,
        "unknown-encoding" or "other-type" or "wrong-type" => StatusCodes.Status415UnsupportedMediaType,
        "bad-id" or "bad-purpose" or "unknown-class" or "bad-actor" or "bad-time" or "bad-request" or "bad-unit" or "bad-signature"
            or "bad-sensors" or "bad-rules" or "bad-policy" or "bad-calendar" or "bad-profile" or "bad-grids"
            or "bad-evidence" or "too-many" or "bad-answer" or "not-anonymous"
            => StatusCodes.Status400BadRequest,
        "busy" or "unavailable" => StatusCodes.Status503ServiceUnavailable,
        "too-large" => StatusCodes.Status413PayloadTooLarge,
        "over-budget" or "locked-out" or "too-many-requests" => StatusCodes.Status429TooManyRequests,
        "too-slow" => StatusCodes.Status408RequestTimeout,
        _ => StatusCodes.Status409Conflict,
    };
}
