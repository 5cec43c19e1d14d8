using CityKit.Core;

namespace CityKit.Cases.Policies;

/// <summary>Who is to handle something, and why (派遣结论).</summary>
public sealed class DispatchAnswer
{
    private readonly DispatchRow row;
    private readonly DispatchQuestion question;
    private readonly IReadOnlyList<int> passed;

    internal DispatchAnswer(int place, DispatchRow row, Assignee assignee, IReadOnlyList<int> passed, DispatchQuestion question)
    {
        (Row, Assignee) = (place, assignee);
        (this.row, this.question, this.passed) = (row, question, passed);
    }

    /// <summary>Who gets the work.</summary>
    public Assignee Assignee { get; }

    /// <summary>The row's place in the table, from 1.</summary>
    public int Row { get; }

    /// <summary>Whether the engine dispatches by itself.</summary>
    public bool Automatic => row.Automatic && row.By.IsSure(question);

    /// <summary>
    /// Table, row, grid, duty and day, for people. The row is named by its place in the table and not by its line in a file, so that the
    /// same policy gives the same text wherever it was read from.
    /// </summary>
    public LocalizedText Because
    {
        get
        {
            var why = row.By.Explain(question);
            return passed.Count == 0
                ? new($"派遣规则第 {Row} 行：{why.Zh}", $"Dispatch table, row {Row}: {why.En}")
                : new($"派遣规则第 {Row} 行（第 {string.Join("、", passed)} 行无结果）：{why.Zh}",
                    $"Dispatch table, row {Row} (nobody by row {string.Join(", ", passed)}): {why.En}");
        }
    }
}
