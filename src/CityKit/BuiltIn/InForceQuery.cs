using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Documents;
using CityKit.Intake;
using CityKit.Modules;
using CityKit.Setup;
using CityKit.Storage;

namespace CityKit.BuiltIn;

/// <summary>
/// What a city works by now (现行配置): the policy, the working days, the profiles, the grids and how many rules, in one piece.
/// </summary>
internal sealed class InForceQuery() : ModuleQuery("configuration/in-force", DutyRoom.WatchingAll, [])
{
    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        if (arguments.Refusal is { } refusal) return QueryAnswer.Refused(refusal);
        var kept = await store.FindCellsAsync([HubCells.Configuration], cancellationToken).ConfigureAwait(false);
        var since = kept is [var cell] ? cell.Number : (long?)null;
        return new QueryAnswer(null, [ModuleJson.ToUtf8((arguments, view.Work, since), static (writer, r) =>
        {
            writer.WriteStartObject();
            if (r.since is { } entry) writer.WriteNumber("since", entry);
            Write(writer, r.Work);
            Write(writer, GridVersion.Of(r.arguments.Grids));
            writer.WriteNumber("rules", r.arguments.Rules.Rules.Length);
            writer.WriteEndObject();
        })], null);
    }

    private static void Write(Utf8JsonWriter writer, WorkEngine work)
    {
        writer.WriteStartObject("policy");
        writer.WriteString("label", work.Policy.Label);
        DeskJson.WriteOptional(writer, "version", work.Policy.Version);
        writer.WriteNumber("dispatch", work.Policy.Dispatch.Count);
        writer.WriteEndObject();
        writer.WriteStartArray("years");
        foreach (var year in work.Calendar.KnownYears) writer.WriteNumberValue(year);
        writer.WriteEndArray();
        writer.WriteStartArray("profiles");
        foreach (var profile in work.Profiles.All)
        {
            writer.WriteStartObject();
            writer.WriteString("id", profile.Id);
            writer.WriteString("version", profile.Version);
            DeskJson.WriteText(writer, "name", profile.Name);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, GridVersion grids)
    {
        writer.WriteStartObject("grids");
        writer.WriteString("sha256", grids.Sha256);
        writer.WriteNumber("count", grids.Count);
        writer.WriteEndObject();
    }
}
