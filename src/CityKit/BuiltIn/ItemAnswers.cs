using System.Text.Json;
using CityKit.Cases.Policies;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.BuiltIn;

/// <summary>The texts that people use again and again (常用语): the policy's, and its reasons for dismissing leads, for a class.</summary>
internal sealed class ItemAnswers() : ModuleQuery("items/answers", Access.For(DataClass.Work),
    [
        QueryParameter.Text("class", "the class of what is written about; without it, those for every class", "类别；不填为通用"),
        QueryParameter.Text("for", "'dismiss', 'comment', 'reason' or 'reply'", "dismiss 排除，comment 备注，reason 理由，reply 答复"),
    ])
{
    internal override ValueTask<QueryAnswer> AskAsync(ICityStore store, QueryArguments arguments, ActorView view,
        DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var use = arguments.Word("for", AnswerRow.Dismiss, AnswerRow.Comment, AnswerRow.Reason, AnswerRow.Reply);
        var key = arguments.Text("class");
        if (arguments.Refusal is { } refusal) return ValueTask.FromResult(QueryAnswer.Refused(refusal));
        var rows = Rows(view.Policy).Where(row => (use is null || row.For == use) && (row.Class is null || row.Class.ToString() == key));
        return ValueTask.FromResult(
            GroupPage.Of(rows.Index(), row => $"{row.Index:d4}", row => ModuleJson.ToUtf8(row.Item, Write), after, limit));
    }

    /// <summary>A reason for which no row has a text is its own text.</summary>
    private static IEnumerable<AnswerRow> Rows(WorkPolicy policy) => policy.Answers.Concat(policy.Dismissals
        .Where(word => policy.Answers.All(row => row.Because != word))
        .Select(word => new AnswerRow(AnswerRow.Dismiss, new LocalizedText(word, word)) { Because = word }));

    private static void Write(Utf8JsonWriter writer, AnswerRow row)
    {
        writer.WriteStartObject();
        writer.WriteString("for", row.For);
        if (row.Class is { } key) writer.WriteString("class", key.ToString());
        if (row.Because is { } because) writer.WriteString("because", because);
        ItemWordsJson.Text(writer, row.Text);
        writer.WriteEndObject();
    }
}
