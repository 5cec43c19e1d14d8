using CityKit.AlertDesk;
using CityKit.Documents;
using CityKit.Explaining;
using CityKit.Modules;
using CityKit.Sensors.Alerts;

namespace CityKit.BuiltIn;

/// <summary>Alerts (告警): what rules found, until it ends.</summary>
internal sealed class AlertsModule : ICityModule
{
    public string Name => "alerts";

    public void Declare(ModuleDeclaration declaration)
    {
        foreach (var command in AlertCommands.All) declaration.Own(command);
        declaration.Own(AlertSnooze.Kind);
        declaration.Timer(AlertSnooze.Kind, AlertSnooze.Due, (snooze, _, changes) => AlertWorkDesk.Wake(snooze, (Attempt)changes));
        Queries(declaration);
    }

    private static void Queries(ModuleDeclaration declaration) => declaration
        .Own(AlertDocuments.Kind)
        .Own(new AlertStatistics())
        .Own(new ModuleQuery<Alert>("alerts/list", DutyRoom.Watching, Parameters, List,
            (writer, alert, _) => AlertJson.WriteView(writer, alert)))
        .Own(new FindQuery<Alert>("alerts/find", DutyRoom.Watching, AlertDocuments.Kind,
            (alert, view) => DutyRoom.Sees(view, alert.Subject), AlertCommands.NoSuch,
            (writer, alert, _) => AlertJson.WriteView(writer, alert)))
        .Own(new ExplainQuery<Alert>("alerts/explain", DutyRoom.Watching, Explained, (chain, alert) => chain.OfAlertAsync(alert)))
        .Own(new ReplayQuery<Alert>("alerts/replay", Explained));

    private static Explained<Alert> Explained { get; } =
        new(AlertDocuments.Kind, (alert, view) => DutyRoom.Sees(view, alert.Subject), AlertCommands.NoSuch);

    private static IReadOnlyList<QueryParameter> Parameters { get; } =
        [
            QueryParameter.Text("state", "'open' for those that hold, 'all' (else) for every one", "open 为未解除，all（默认）为全部"),
            CommonParameters.Rule,
            QueryParameter.Text("source", "what its source starts with: a device, or device/sensor", "来源的开头：设备，或“设备/传感器”"),
            CommonParameters.Grid,
            QueryParameter.Text("assignee", "who handles it: a role or an account; of open ones alone", "处理人：角色或账号；仅限未解除"),
            SeverityArgument.Parameter,
            .. Narrowing.TimeParameters,
        ];

    private static DocumentQuery<Alert>? List(QueryArguments arguments, ActorView view)
    {
        var all = AlertDocuments.Kind.Query()
            .WhereGiven(AlertDocuments.Rule, arguments.Text("rule"))
            .StartingWithGiven(AlertDocuments.Source, arguments.Text("source"))
            .WhereGiven(AlertDocuments.Severity, SeverityArgument.Of(arguments)?.ToString())
            .StartingWithGiven(AlertDocuments.Grid, arguments.Text("grid"))
            .WhereGiven(AlertDocuments.OpenAssignee, arguments.Text("assignee"))
            .InTime(AlertDocuments.At, arguments);
        var asked = arguments.Word("state", "open", "all") == "open" ? all.Where(AlertDocuments.Open, 1) : all;
        return ScopeIndex.Narrow(asked, view.Reach, DutyRoom.Watching.Roles);
    }
}
