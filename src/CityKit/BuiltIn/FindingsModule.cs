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
        .Own(new ModuleQuery<Finding>("findings/list", DutyRoom.WatchingAll, [Code, Source], List,
            (writer, finding, _) => FindingDocuments.Write(writer, finding)))
        .Own(new BlindTimes());

    private static QueryParameter Code { get; } = QueryParameter.Text("code", "what it is, such as 'blind'", "类型，如 blind");

    private static QueryParameter Source { get; } = QueryParameter.Text("source", "whose it is", "来源");

    private static DocumentQuery<Finding> List(QueryArguments arguments, ActorView view)
    {
        var asked = FindingDocuments.Kind.Query().OrderBy(FindingDocuments.Journal, descending: true);
        if (arguments.Text("code") is { } code) asked = asked.Where(FindingDocuments.Code, code);
        return arguments.Text("source") is { } source ? asked.Where(FindingDocuments.Source, source) : asked;
    }
}
