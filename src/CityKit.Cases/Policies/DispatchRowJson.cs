using System.Text.Json;
using CityKit.Cases.Text;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Grids.Nets;

namespace CityKit.Cases.Policies;

/// <summary>Rows of the dispatch table as a policy has them.</summary>
internal static class DispatchRowJson
{
    private const string LeastConfidence = "leastConfidence";
    private static readonly string[] Known = [.. DispatchWords.ComponentBodies.Select(known => known.Word), DispatchWords.Suggestion];
    private static readonly LocalizedText ByForm = LocalizedText.Values(
        [$"{DispatchWords.Duty}NET", $"{DispatchWords.Duty}NET/ROLE", .. Known]);

    internal static DispatchRow Read(ConfigReader item)
    {
        ClassKey? key = item.Has("class") ? item.Parsed<ClassKey>("class", ConfigForms.Class) : null;
        var by = ReadBy(item);
        var area = item.TextOrNull("area", 15) ?? "";
        if (area.AsSpan().ContainsAnyExceptInRange('0', '9'))
            item.Reject("area", new("单元网格代码的前若干位", "the first digits of a unit grid's code"));
        var row = new DispatchRow(item.Text("profile", 64), key, area, by, item.Flag("automatic")) { At = item.Place };
        item.Close();
        return row;
    }

    internal static void Write(Utf8JsonWriter json, DispatchRow row)
    {
        json.WriteString("profile", row.Profile);
        ConfigJson.TextIfAny(json, "class", row.Class?.ToString());
        ConfigJson.TextIfAny(json, "area", row.Area);
        Write(json, row.By);
        json.WriteBoolean("automatic", row.Automatic);
    }

    private static void Write(Utf8JsonWriter json, DispatchBy by)
    {
        if (by is ByBody named)
        {
            json.WriteString("body", named.Assignee.Body);
            ConfigJson.TextIfAny(json, "crew", named.Assignee.Crew);
            return;
        }
        json.WriteString("by", by is BySuggestion ? DispatchWords.Suggestion : by.ToString());
        if (by is BySuggestion suggestion) json.WriteNumber(LeastConfidence, suggestion.LeastConfidence);
    }

    private static DispatchBy ReadBy(ConfigReader item)
    {
        if (item.TextOrNull("by", 160) is not { } text)
            return new ByBody(new Assignee(item.Text("body", 128), item.TextOrNull("crew", 128)));
        if (item.Has("body") || item.Has("crew")) item.Reject("by", new("body（可带 crew）或 by 之一", "either 'body' (with 'crew') or 'by'"));
        if (text == DispatchWords.Suggestion) return new BySuggestion(item.Decimal(LeastConfidence, 0, 1));
        if (OfDuty(text) is { } duty) return duty;
        var component = DispatchWords.ComponentBodies.FirstOrDefault(known => known.Word == text);
        if (component.Word is null) item.Reject("by", ByForm, NearMiss.Of(text, Known));
        return new ByComponent(component.Value);
    }

    private static ByDuty? OfDuty(string text)
    {
        if (!text.StartsWith(DispatchWords.Duty, StringComparison.Ordinal)) return null;
        var parts = text[DispatchWords.Duty.Length..].Split('/', 2);
        return NetId.TryParse(parts[0], null, out var net) && parts is not [_, ""] ? new ByDuty(net, parts.ElementAtOrDefault(1)) : null;
    }
}
