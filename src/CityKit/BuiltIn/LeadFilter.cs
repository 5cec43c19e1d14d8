using System.Globalization;
using CityKit.AlertDesk;
using CityKit.Documents;
using CityKit.Modules;

namespace CityKit.BuiltIn;

/// <summary>What lists, queue and figures of leads are narrowed by.</summary>
internal static class LeadFilter
{
    private static readonly string[] Sources = [.. LeadSources.Words];

    private static QueryParameter Confidence { get; } = QueryParameter.Text("confidence",
        "how sure the machine was at least, such as 0.8; what rules found is left out", "最低置信度，如 0.8；不含规则发现的线索");

    /// <summary>What <see cref="Of"/> takes.</summary>
    internal static IReadOnlyList<QueryParameter> Parameters { get; } =
        [
            CommonParameters.Rule,
            CommonParameters.Grid,
            CommonParameters.Class,
            QueryParameter.Text("source", "'rule', 'video', 'drone', or 'machine' for one that does not say its kind",
                "rule 规则，video AI 视频，drone 无人机，machine 未说明类别的机器"),
            CommonParameters.Machine,
        ];

    /// <summary>What lists and the queue take besides.</summary>
    internal static IReadOnlyList<QueryParameter> OfOpen { get; } =
        [
            Confidence,
            QueryParameter.Text("taken", "'yes' for open leads that somebody has taken, 'no' for those that wait", "yes 为已接手，no 为待接手"),
            QueryParameter.Text("takenBy", "who has taken it: an account", "接手人账号"),
        ];

    /// <summary>Leads that fit, in the order of their time.</summary>
    internal static DocumentQuery<Lead> Of(QueryArguments arguments) => LeadDocuments.Kind.Query()
        .WhereGiven(LeadDocuments.Rule, arguments.Text("rule"))
        .StartingWithGiven(LeadDocuments.Grid, arguments.Text("grid"))
        .WhereGiven(LeadDocuments.Class, arguments.Text("class"))
        .WhereGiven(LeadDocuments.Source, arguments.Word("source", Sources))
        .WhereGiven(LeadDocuments.Machine, arguments.Text("machine"));

    /// <summary>The same, of those that are open by who has them.</summary>
    internal static DocumentQuery<Lead> Taken(this DocumentQuery<Lead> query, QueryArguments arguments)
    {
        var by = query.WhereGiven(LeadDocuments.TakenBy, arguments.Text("takenBy"));
        return arguments.Word("taken", "yes", "no") is { } taken ? by.Where(LeadDocuments.Taken, taken == "yes" ? 1 : 0) : by;
    }

    /// <summary>Those whose machine was sure enough; null for all.</summary>
    internal static Func<Lead, bool>? Sure(QueryArguments arguments)
    {
        if (arguments.Text(Confidence.Name) is not { } text) return null;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var least) || least is < 0 or > 1)
            arguments.Refuse(Confidence.Name, text, new("0 至 1 的数", "a number from 0 to 1"));
        return lead => lead.MachineFindings.Any(found => found.Confidence >= least);
    }
}
