using System.Text.Json;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Doors;
using CityKit.Grids.Coordinates;
using CityKit.Privacy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>POST /reports: a person reports something at a place.</summary>
internal static class ReportEndpoints
{
    private const string DefaultProfile = "city-management";

    internal static LocalizedText MatterForm { get; } =
        new("分类，如 GB/T 47678.5-2026:matter:06010", "a class such as GB/T 47678.5-2026:matter:06010");

    internal static void Map(RouteGroupBuilder group) =>
        group.MapPost("/reports", (RequestDelegate)ReportAsync).WithMetadata(ReportMark.Here);

    private static Task ReportAsync(HttpContext context) => Requests.JsonAsync(context, json =>
    {
        var ask = Read(context, json, IdempotencyKey.Of(context));
        return () => CommandAnswers.AnswerAsync(context, ask, (writer, answer) =>
        {
            WriteFollow(writer, context.Hub(), answer.Item);
            WriteFound(writer, answer.Item);
        });
    });

    /// <summary>Reads a report; what comes back takes it in.</summary>
    /// <param name="context">The request that it came with.</param>
    /// <param name="json">Its members.</param>
    /// <param name="key">Its id, when the body does not say it.</param>
    internal static Func<ValueTask<CommandAnswer>> Read(HttpContext context, ConfigReader json, string? key)
    {
        var (report, data) = Read(json, key);
        return json.Flag("anonymous")
            ? () => context.Hub().ReportAnonymouslyAsync(report, data, context.RequestAborted)
            : () => context.Hub().ReportAsync(report, data, context.Actor(), context.RequestAborted);
    }

    /// <summary>Reads a report of somebody who has not signed in, and answers it with its code.</summary>
    internal static Func<Task> ReadAnonymous(HttpContext context, ConfigReader json)
    {
        var (report, data) = Read(json, IdempotencyKey.Of(context));
        return async () =>
        {
            var answer = await CommandAnswers.AskAsync(
                () => context.Hub().ReportAnonymouslyAsync(report, data, context.RequestAborted)).ConfigureAwait(false);
            await (answer.Refusal is { } refusal ? JsonAnswer.RefuseAsync(context, refusal)
                : JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer =>
                {
                    writer.WriteString("status", "done");
                    WriteFollow(writer, context.Hub(), answer.Item);
                })).ConfigureAwait(false);
        };
    }

    private static (FileReport Report, PersonalData Data) Read(ConfigReader json, string? key) => (
        new FileReport(
            IdempotencyKey.CommandId(key, json, "id"), json.TextOrNull("profile", 64) ?? DefaultProfile,
            json.Parsed<ClassKey>("class", MatterForm), Place(json), null, json.TextOrNull("photo"))
        {
            Component = json.Has("component") ? json.Parsed<ComponentId>("component", ItemCommands.ComponentForm) : null,
            Accuracy = json.Has("accuracy") ? (double)json.Decimal("accuracy", 0, FileReport.MostMetres) : null,
            Details = ItemCommands.DetailsOf(json),
        },
        new PersonalData
        {
            Text = json.TextOrNull("text", PersonalData.MaxText),
            Contact = json.TextOrNull("contact", PersonalData.MaxContact),
            Position = Position(json.ObjectOrNull("position")),
        });

    /// <summary>The component that a new report is probably about, for its reporter to confirm.</summary>
    private static void WriteFound(Utf8JsonWriter writer, WorkItem? item)
    {
        if (item is not { Found: { } found, Component: null, Reports.Count: 1 }) return;
        writer.WriteStartObject("found");
        writer.WriteString("component", found.Id.ToString());
        writer.WriteNumber("metres", found.Metres);
        writer.WriteEndObject();
    }

    /// <summary>With this code anybody whom the reporter gives it to sees how the report goes on.</summary>
    private static void WriteFollow(Utf8JsonWriter writer, CityHub hub, WorkItem? item)
    {
        if (item is not null && FollowCode.Follows(item)) writer.WriteString("follow", hub.Public.CodeOf(FollowCode.Kind, item.Id.Value));
    }

    /// <summary>Where the reporter was, which is personal data; where the matter is, is not.</summary>
    private static GeoPoint? Position(ConfigReader? json)
    {
        if (json is null) return null;
        var place = Place(json);
        json.Close();
        return place;
    }

    /// <summary>Coordinates as the phone gives them: map apps in China give GCJ-02.</summary>
    internal static GeoPoint Place(ConfigReader json)
    {
        var (longitude, latitude) = ((double)json.Decimal("longitude", -180, 180), (double)json.Decimal("latitude", -90, 90));
        return json.WordOr("system", System.Wgs84, ("wgs84", System.Wgs84), ("gcj02", System.Gcj02), ("bd09", System.Bd09)) switch
        {
            System.Gcj02 => Gcj02Point.FromDegrees(longitude, latitude).ToGeoPoint(),
            System.Bd09 => Bd09Point.FromDegrees(longitude, latitude).ToGeoPoint(),
            _ => GeoPoint.FromDegrees(longitude, latitude),
        };
    }

    private enum System
    {
        Wgs84,
        Gcj02,
        Bd09,
    }
}
