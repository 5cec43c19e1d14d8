using CityKit.Documents;
using CityKit.AlertDesk;
using CityKit.Modules;

namespace CityKit.BuiltIn;

/// <summary>Alerts (告警): what rules found, until it ends.</summary>
internal sealed class AlertsModule : ICityModule
{
    public string Name => "alerts";

    public void Declare(ModuleDeclaration declaration) => declaration
        .Own(AlertDocuments.Kind)
        .Own(new ModuleQuery<Alert>("alerts/list", DutyRoom.Watching, [State], List, (writer, alert, _) => DeskJson.Write(writer, alert)));

    private static QueryParameter State { get; } = QueryParameter.Text(
        "state", "'open' for those that hold, 'all' (else) for every one", "open 为未解除，all（默认）为全部");

    private static DocumentQuery<Alert>? List(QueryArguments arguments, ActorView view)
    {
        var all = AlertDocuments.Kind.Query().OrderBy(AlertDocuments.At);
        var asked = arguments.Word("state", "open", "all") == "open" ? all.Where(AlertDocuments.Open, 1) : all;
        return ScopeIndex.Narrow(asked, view.Reach, DutyRoom.Watching.Roles);
    }
}
