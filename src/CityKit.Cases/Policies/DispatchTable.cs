namespace CityKit.Cases.Policies;

/// <summary>
/// The dispatch table (派遣规则表). Of the rows that are about a question, the first that finds a body answers it: in the order of the
/// policy, or, unless the policy says so, the row that says most first: class over profile, longer area over shorter, earlier over later.
/// </summary>
/// <param name="rows">The rows, as the policy lists them.</param>
/// <param name="order">Which is asked first.</param>
public sealed class DispatchTable(IReadOnlyList<DispatchRow> rows, DispatchOrder order)
{
    /// <summary>Who is to handle it; null when no row finds anybody.</summary>
    public DispatchAnswer? Answer(DispatchQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        List<int> passed = [];
        foreach (var (place, row) in InOrder(question))
        {
            if (row.By.Find(question) is { } found) return new DispatchAnswer(place + 1, row, found, passed, question);
            passed.Add(place + 1);
        }
        return null;
    }

    private IEnumerable<(int Index, DispatchRow Item)> InOrder(DispatchQuestion question)
    {
        var fitting = rows.Index().Where(row => row.Item.Fits(question));
        return order == DispatchOrder.Listed ? fitting
            : fitting.OrderByDescending(row => row.Item.Class is not null).ThenByDescending(row => row.Item.Area.Length);
    }
}
