using CityKit.AlertDesk;
using CityKit.Documents;
using CityKit.Modules;

namespace CityKit.BuiltIn;

/// <summary>Findings (发现): what was not seen, or could not be decided.</summary>
internal sealed class FindingsModule : ICityModule
{
    public string Name => "findings";

    public void Declare(ModuleDeclaration declaration) => declaration
        .Own(FindingDocuments.Kind)
        .Own(new ModuleQuery<Finding>("findings/list", DutyRoom.WatchingAll, [Code, Source, From, Until, Entry], List,
            (writer, finding, _) => FindingDocuments.Write(writer, finding)))
        .Own(new BlindTimes());

    private static QueryParameter Code { get; } = QueryParameter.Text("code", "what it is, such as 'blind'", "类型，如 blind");

    private static QueryParameter Source { get; } =
        QueryParameter.Text("source", "what its source starts with, such as 'pi-1/'", "来源的开头，如 pi-1/");

    private static QueryParameter From { get; } = QueryParameter.Instant("from", "made at this moment or later", "发现时刻起");

    private static QueryParameter Until { get; } = QueryParameter.Instant("until", "made before this moment", "发现时刻止（不含）");

    private static QueryParameter Entry { get; } =
        QueryParameter.Integer("journal", "the journal entry that it comes from; 'from' and 'until' are not for it", "来源流水编号，不与 from、until 同用");

    /// <summary>The last first. A store has findings of versions before without their moment: they are found without one.</summary>
    private static DocumentQuery<Finding> List(QueryArguments arguments, ActorView view)
    {
        var asked = FindingDocuments.Kind.Query().WhereGiven(FindingDocuments.Code, arguments.Text("code"))
            .StartingWithGiven(FindingDocuments.Source, arguments.Text("source"));
        if (arguments.Integer("journal") is { } entry)
            return asked.OrderBy(FindingDocuments.Journal).Between(FindingDocuments.Journal, IndexValue.Of(entry), IndexValue.Of(entry + 1));
        var (from, until) = (arguments.Instant("from"), arguments.Instant("until"));
        return (from ?? until) is null ? asked.OrderBy(FindingDocuments.Journal, descending: true)
            : asked.OrderBy(FindingDocuments.At, descending: true).Between(FindingDocuments.At, from, until);
    }
}
