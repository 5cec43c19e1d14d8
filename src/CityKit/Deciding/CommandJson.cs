using System.Globalization;
using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Deciding;
using CityKit.Modules;
using CityKit.Sensors.Register;
using CityKit.Setup;
using NodaTime.Text;

namespace CityKit.Deciding;

/// <summary>Commands as the journal keeps them: one JSON object with the actor, always the same bytes.</summary>
internal sealed class CommandJson(ModuleCatalogue modules)
{
    internal byte[] Write(HubCommand command, Actor actor) => DeskJson.ToUtf8((command, actor), (writer, pair) =>
    {
        writer.WriteStartObject();
        writer.WriteString("id", pair.command.CommandId);
        WriteActor(writer, pair.actor);
        WriteBody(writer, pair.command);
        writer.WriteEndObject();
    });

    internal (HubCommand Command, Actor Actor) Read(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        var json = document.RootElement;
        return (ReadBody(json, Required(json, "id")), ReadActor(json.GetProperty("actor")));
    }

    private static void WriteActor(Utf8JsonWriter writer, Actor actor)
    {
        writer.WriteStartObject("actor");
        writer.WriteString("id", actor.Id);
        writer.WriteString("body", actor.Body);
        writer.WriteStartArray("roles");
        foreach (var role in actor.Roles.Order()) writer.WriteStringValue(role.ToString());
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static Actor ReadActor(JsonElement json) => Actor.Of(
        Required(json, "id"), Required(json, "body"),
        [.. json.GetProperty("roles").EnumerateArray().Select(r => Roles.Parse(r.GetString()!))]);

    private void WriteBody(Utf8JsonWriter writer, HubCommand command)
    {
        switch (command)
        {
            case AdmitDevice admit:
                Write(writer, "admit", ("device", admit.Device.Value), ("key", Convert.ToBase64String(admit.Key.Info.Span)));
                break;
            case PublishBundle publish: Write(writer, "publish-bundle", ("bundle", Convert.ToBase64String(publish.Bundle.Encode()))); break;
            case OfferRelease offer:
                Write(writer, "offer-release", ("device", offer.Device.Value),
                    ("number", offer.Number.ToString(CultureInfo.InvariantCulture)));
                break;
            case ConfirmLead confirm: Write(writer, "confirm", ("lead", confirm.Lead.ToString())); break;
            case DismissLead dismiss: Write(writer, "dismiss", ("lead", dismiss.Lead.ToString()), ("reason", dismiss.Reason)); break;
            case MergeLead merge: Write(writer, "merge", ("lead", merge.Lead.ToString()), ("into", merge.Into.ToString())); break;
            case MarkRepeat mark: Write(writer, "mark-repeat", ("item", mark.Item.ToString()), ("of", mark.Of.ToString())); break;
            case UndoRepeat undo: Write(writer, "undo-repeat", ("item", undo.Item.ToString())); break;
            case PutSensors put: Write(writer, "put-sensors", ("file", put.File)); break;
            case PutRules put: Write(writer, "put-rules", ("file", put.File)); break;
            case PutPolicy put: Write(writer, "put-policy", ("file", put.File)); break;
            case PutCalendar put: Write(writer, "put-calendar", ("file", put.File)); break;
            case PutProfile put: Write(writer, "put-profile", ("file", put.File)); break;
            case RetireProfile retire: Write(writer, "retire-profile", ("profile", retire.Profile)); break;
            case PutGrids put:
                Write(writer, "put-grids", ("source", put.Source), ("sha256", put.Version.Sha256),
                    ("grids", put.Version.Count.ToString(CultureInfo.InvariantCulture)));
                break;
            case RetireSensor retire:
                Write(writer, "retire-sensor", ("sensor", retire.Sensor.ToString()), ("at", InstantPattern.ExtendedIso.Format(retire.At)));
                break;
            case StepItem step: WriteStep(writer, step); break;
            case FileReport report: WriteReport(writer, report); break;
            case var other when modules.Command(other.GetType()) is { } declared: Write(writer, declared, other); break;
            default: throw new ArgumentException($"{command.GetType().Name} is no command of this hub. 未知的指令类型。", nameof(command));
        }
    }

    private HubCommand ReadBody(JsonElement json, string id) => Required(json, "type") switch
    {
        "admit" => new AdmitDevice(id, DeviceId.Parse(Required(json, "device")),
            new DevicePublicKey(Convert.FromBase64String(Required(json, "key")))),
        "publish-bundle" => new PublishBundle(id, ReadBundle(Required(json, "bundle"))),
        "offer-release" => new OfferRelease(
            id, DeviceId.Parse(Required(json, "device")), long.Parse(Required(json, "number"), CultureInfo.InvariantCulture)),
        "confirm" => new ConfirmLead(id, LeadId.Parse(Required(json, "lead"))),
        "dismiss" => new DismissLead(id, LeadId.Parse(Required(json, "lead")), Required(json, "reason")),
        "merge" => new MergeLead(id, LeadId.Parse(Required(json, "lead")), WorkItemId.Parse(Required(json, "into"))),
        "mark-repeat" => new MarkRepeat(id, WorkItemId.Parse(Required(json, "item")), WorkItemId.Parse(Required(json, "of"))),
        "undo-repeat" => new UndoRepeat(id, WorkItemId.Parse(Required(json, "item"))),
        "put-sensors" => new PutSensors(id, Required(json, "file")),
        "put-rules" => new PutRules(id, Required(json, "file")),
        "put-policy" => new PutPolicy(id, Required(json, "file")),
        "put-calendar" => new PutCalendar(id, Required(json, "file")),
        "put-profile" => new PutProfile(id, Required(json, "file")),
        "retire-profile" => new RetireProfile(id, Required(json, "profile")),
        "put-grids" => new PutGrids(id, Required(json, "source"),
            new GridVersion(Required(json, "sha256"), int.Parse(Required(json, "grids"), CultureInfo.InvariantCulture))),
        "retire-sensor" => new RetireSensor(
            id, ReadSensor(Required(json, "sensor")), InstantPattern.ExtendedIso.Parse(Required(json, "at")).GetValueOrThrow()),
        "step" => ReadStep(json, id),
        "report" => ReadReport(json, id),
        var other when modules.Command(other) is { } declared => declared.Read(json.GetProperty("body"))
            ?? throw new FormatException($"The journal holds an empty command '{other}'. 流水中的指令为空。"),
        var other when other.Contains('/', StringComparison.Ordinal) =>
            new UndeclaredCommand(id, other, json.GetProperty("body").GetRawText()),
        var other => throw new FormatException($"The journal holds a command '{other}' that this version does not know. 流水中有未知指令。"),
    };

    private static void Write(Utf8JsonWriter writer, ModuleCommand declared, HubCommand command)
    {
        writer.WriteString("type", declared.Name);
        writer.WritePropertyName("body");
        declared.Write(writer, command);
    }

    private static SensorKey ReadSensor(string text) =>
        text.Split('/') is [var device, var sensor] ? new SensorKey(DeviceId.Parse(device), SensorName.Parse(sensor))
            : throw new FormatException($"The journal names a sensor '{text}'. 流水中的传感器名有误。");

    private static SignedBundle ReadBundle(string base64) => SignedBundle.Decode(Convert.FromBase64String(base64), out var error)
        ?? throw new FormatException($"The journal holds a damaged configuration bundle: {error} 流水中的配置包已损坏。");

    private static void WriteStep(Utf8JsonWriter writer, StepItem step) => Write(writer, "step",
        ("item", step.Item.ToString()), ("command", step.Step.Name), ("reason", step.Step.Reason), ("photo", step.Step.Photo),
        ("assignee", step.Step.Assignee?.Body), ("crew", step.Step.Assignee?.Crew),
        ("class", step.Step.Class?.ToString()), ("condition", step.Step.Condition), ("outcome", step.Step.Outcome));

    private static StepItem ReadStep(JsonElement json, string id) =>
        new(id, WorkItemId.Parse(Required(json, "item")), new WorkCommand(Required(json, "command"))
        {
            Reason = Optional(json, "reason"),
            Photo = Optional(json, "photo"),
            Assignee = Optional(json, "assignee") is { } body ? new Assignee(body, Optional(json, "crew")) : null,
            Class = Optional(json, "class") is { } key ? ClassKey.Parse(key) : null,
            Condition = Optional(json, "condition"),
            Outcome = Optional(json, "outcome"),
        });

    private static void WriteReport(Utf8JsonWriter writer, FileReport report)
    {
        Write(writer, "report", ("profile", report.Profile), ("class", report.Class.ToString()),
            ("digest", report.TextDigest), ("photo", report.Photo), ("component", report.Component?.ToString()));
        writer.WriteNumber("longitude", report.Place.Longitude);
        writer.WriteNumber("latitude", report.Place.Latitude);
    }

    private static FileReport ReadReport(JsonElement json, string id) => new(
        id, Required(json, "profile"), ClassKey.Parse(Required(json, "class")),
        GeoPoint.FromDegrees(json.GetProperty("longitude").GetDouble(), json.GetProperty("latitude").GetDouble()),
        Optional(json, "digest"), Optional(json, "photo"))
    {
        Component = Optional(json, "component") is { } component ? ComponentId.Parse(component) : null,
    };

    private static void Write(Utf8JsonWriter writer, string type, params ReadOnlySpan<(string Name, string? Value)> members)
    {
        writer.WriteString("type", type);
        foreach (var (name, value) in members)
            if (value is not null) writer.WriteString(name, value);
    }

    private static string Required(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static string? Optional(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
