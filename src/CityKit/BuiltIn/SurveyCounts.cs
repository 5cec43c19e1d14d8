using System.Text.Json;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Residents;
using CityKit.Storage;
using NodaTime.Text;

namespace CityKit.BuiltIn;

/// <summary>
/// How satisfied reporters were in a month (满意度统计), by body, class or question. Groups of fewer than <see cref="SmallCounts.Least"/>
/// answers are withheld from everybody: who handles a matter must not learn from a figure who said what.
/// </summary>
internal sealed class SurveyCounts() : ModuleQuery("items/surveys", Access.For(DataClass.Public),
    [
        QueryParameter.Text("month", "the whole month in which it was said, such as 2026-03", "评价所在的自然月，如 2026-03"),
        QueryParameter.Text("by", "'body', 'class' or 'question'; the sum alone when it is not given",
            "按承办单位（body）、类别（class）或问题（question）分组；不给则仅为总数"),
    ])
{
    private const string Body = "body";
    private const string Class = "class";
    private const string Question = "question";
    private static readonly YearMonthPattern Months = YearMonthPattern.Iso;

    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var (month, by) = (arguments.Needed("month"), arguments.Word("by", Body, Class, Question));
        if (month is not null && !Months.Parse(month).Success)
            arguments.Refuse("month", month, new("月份，如 2026-03", "a month such as 2026-03"));
        if (arguments.Refusal is { } refusal) return QueryAnswer.Refused(refusal);
        var said = SurveyDocuments.Kind.Query().Where(SurveyDocuments.Month, month!);
        if (by == Question)
            return GroupPage.Of(await ChoicesAsync(store, said, view.Work.Policy, cancellationToken).ConfigureAwait(false),
                row => $"{row.Question}={row.Choice}", row => Write(row), after, limit);
        var levels = await LevelsAsync(store, said, by, cancellationToken).ConfigureAwait(false);
        return GroupPage.Of(levels, row => row.Key, row => Write(row, by), after, limit);
    }

    private static async ValueTask<IEnumerable<(string Key, long[] Levels)>> LevelsAsync(
        ICityStore store, DocumentQuery<SurveyAnswer> said, string? by, CancellationToken cancellationToken)
    {
        var index = by == Class ? SurveyDocuments.Class : SurveyDocuments.Body;
        var found = await store.CountAsync(said, [index, SurveyDocuments.Level], cancellationToken).ConfigureAwait(false);
        var levels = found.GroupBy(one => one.Values[0]?.Text ?? "?")
            .ToDictionary(same => same.Key, same => LevelsOf(same), StringComparer.Ordinal);
        (string Key, long Count)[] sums = [.. levels.Select(group => (group.Key, group.Value.Sum()))];
        var shown = by is null ? [] : SmallCounts.Shown(sums).Select(group => (group.Key, levels[group.Key]));
        return SmallCounts.Total(sums) is null ? shown : shown.Append(("", LevelsOf(found)));
    }

    private static long[] LevelsOf(IEnumerable<DocumentGroup> found) =>
        [.. SurveyDocuments.Words.Select(word => found.Where(one => one.Values[1]?.Text == word).Sum(one => one.Count))];

    /// <summary>How often each choice was made, of questions that enough people answered.</summary>
    private static async ValueTask<IEnumerable<(string Question, string Choice, long Count)>> ChoicesAsync(
        ICityStore store, DocumentQuery<SurveyAnswer> said, WorkPolicy policy, CancellationToken cancellationToken)
    {
        var rows = new List<(string Question, string Choice, long Count)>();
        foreach (var question in policy.Survey)
            foreach (var choice in question.Choices)
                rows.Add((question.Id, choice.Id, await store.CountAsync(
                    said.Where(SurveyDocuments.Choices, $"{question.Id}={choice.Id}"), cancellationToken).ConfigureAwait(false)));
        return rows.GroupBy(row => row.Question).Where(same => same.Sum(row => row.Count) >= SmallCounts.Least).SelectMany(same => same);
    }

    private static byte[] Write((string Key, long[] Levels) row, string? by) => ModuleJson.ToUtf8((row, by), static (writer, it) =>
    {
        writer.WriteStartObject();
        SmallCounts.WriteGroup(writer, it.row.Key, it.by);
        writer.WriteNumber("count", it.row.Levels.Sum());
        foreach (var (word, count) in SurveyDocuments.Words.Zip(it.row.Levels)) writer.WriteNumber(word, count);
        writer.WriteEndObject();
    });

    private static byte[] Write((string Question, string Choice, long Count) row) => ModuleJson.ToUtf8(row, static (writer, row) =>
    {
        writer.WriteStartObject();
        writer.WriteString("question", row.Question);
        writer.WriteString("choice", row.Choice);
        writer.WriteNumber("count", row.Count);
        writer.WriteEndObject();
    });
}
