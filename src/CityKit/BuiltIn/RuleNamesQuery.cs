using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Sensors.Rules;
using CityKit.Storage;

namespace CityKit.BuiltIn;

/// <summary>What people call the rules in force (规则名称), for everybody who sees alerts, of however small a part of the city.</summary>
internal sealed class RuleNamesQuery() : ModuleQuery("rules/names", DutyRoom.Watching, [])
{
    internal override ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit,
        CancellationToken cancellationToken) =>
        ValueTask.FromResult(arguments.Refusal is { } refusal ? QueryAnswer.Refused(refusal)
            : GroupPage.Of(arguments.Rules.Rules, rule => rule.Id, rule => ModuleJson.ToUtf8(rule, Write), after, limit));

    private static void Write(Utf8JsonWriter writer, Rule rule)
    {
        writer.WriteStartObject();
        writer.WriteString("id", rule.Id);
        DeskJson.WriteText(writer, "title", rule.Then.Title);
        writer.WriteEndObject();
    }
}
