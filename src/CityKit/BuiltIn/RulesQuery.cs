using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Sensors.Rules;
using CityKit.Storage;

namespace CityKit.BuiltIn;

/// <summary>The rules in force (现行规则) in the order of their ids, with what each looks for in the words of its file.</summary>
internal sealed class RulesQuery() : ModuleQuery("rules/list", DutyRoom.WatchingAll, [Id])
{
    private static QueryParameter Id { get; } = QueryParameter.Text("id", "one rule; all when it is not given", "规则编号，默认为全部");

    private static Refusal NoSuch { get; } = Refusal.Of("not-found", "There is no such rule in force.", "现行规则中没有该编号。");

    internal override ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var id = arguments.Text(Id.Name);
        var rules = arguments.Rules.Rules.Where(rule => id is null || rule.Id == id);
        return ValueTask.FromResult(arguments.Refusal is { } refusal ? QueryAnswer.Refused(refusal)
            : id is not null && !rules.Any() ? QueryAnswer.Refused(NoSuch)
            : GroupPage.Of(rules, rule => rule.Id, rule => ModuleJson.ToUtf8(rule, Write), after, limit));
    }

    private static void Write(Utf8JsonWriter writer, Rule rule)
    {
        writer.WriteStartObject();
        writer.WriteString("id", rule.Id);
        writer.WriteNumber("version", rule.Version);
        writer.WriteString("where", Word(rule.Where));
        writer.WriteString("per", Word(rule.Per));
        writer.WriteString("words", rule.Words);
        writer.WriteString("severity", rule.Then.Severity.ToString());
        DeskJson.WriteText(writer, "title", rule.Then.Title);
        DeskJson.WriteOptional(writer, "quantity", rule.Sensors.Quantity?.ToString());
        DeskJson.WriteOptional(writer, "device", rule.Sensors.Device?.Value);
        DeskJson.WriteOptional(writer, "sensor", rule.Sensors.Sensor?.Value);
        DeskJson.WriteOptional(writer, "purpose", rule.Purpose);
        DeskJson.WriteOptional(writer, "duty", rule.Duty);
        WriteThen(writer, rule.Then);
        writer.WriteNumber("line", rule.Line);
        writer.WriteEndObject();
    }

    private static void WriteThen(Utf8JsonWriter writer, RuleAction then)
    {
        writer.WriteStartArray("notify");
        foreach (var role in then.Notify) writer.WriteStringValue(role);
        writer.WriteEndArray();
        if (then.Lead is not { } lead) return;
        writer.WriteStartObject("lead");
        writer.WriteString("profile", lead.Profile);
        writer.WriteString("class", lead.Class);
        writer.WriteBoolean("automatic", lead.Automatic);
        writer.WriteEndObject();
    }

    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
