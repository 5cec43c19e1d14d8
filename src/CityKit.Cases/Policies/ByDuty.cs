using CityKit.Core;
using CityKit.Grids.Nets;

namespace CityKit.Cases.Policies;

/// <summary>
/// The body that answers for the class at the place in a net (责任单位), as a look-up found it: the narrowest level that anyone holds.
/// </summary>
/// <param name="Net">The net.</param>
/// <param name="Role">What it is there, such as <c>handler</c>; null for any role.</param>
public sealed record ByDuty(NetId Net, string? Role = null) : DispatchBy
{
    /// <summary>What a policy calls it: <c>duty:NET</c> or <c>duty:NET/ROLE</c>.</summary>
    public override string ToString() => Role is null ? $"{DispatchWords.Duty}{Net}" : $"{DispatchWords.Duty}{Net}/{Role}";

    /// <summary>Whether a book has such a duty, on some day.</summary>
    public bool IsIn(NetBook book)
    {
        ArgumentNullException.ThrowIfNull(book);
        return book.Duties.Any(duty => duty.Net == Net && (Role is null || duty.Role == Role));
    }

    internal override Assignee? Find(DispatchQuestion question) => First(question) is { } duty ? new Assignee(duty.Body) : null;

    /// <summary>Of several bodies at one level, a person chooses.</summary>
    internal override bool IsSure(DispatchQuestion question) => BodiesBeside(question).Count() == 1;

    internal override LocalizedText Explain(DispatchQuestion question)
    {
        var (duty, others) = (First(question)!, BodiesBeside(question).Skip(1).ToList());
        var day = DispatchQuestion.TextOf(question.Duties!.On);
        return new LocalizedText(
            $"{day}，{question.What.Zh}，责任网“{Net}”，层级“{duty.Level}”，网格或区划 {duty.Place}，“{duty.Role}”责任由 {duty.Body} 承担"
            + (others.Count == 0 ? "。" : $"；同一层级还有 {string.Join("、", others)}，须由人工选择。"),
            $"on {day}, {duty.Body} has the duty '{duty.Role}' for {question.What.En} at {duty.Place}, "
            + $"level '{duty.Level}' of the net '{Net}'"
            + (others.Count == 0 ? "." : $"; so have {string.Join(", ", others)}, and a person has to choose."));
    }

    private FoundDuty? First(DispatchQuestion question) => question.Duties?.Found.FirstOrDefault(Fits);

    private bool Fits(FoundDuty duty) => duty.Net == Net && (Role is null || duty.Role == Role);

    private IEnumerable<string> BodiesBeside(DispatchQuestion question) => First(question) is not { } first ? []
        : question.Duties!.Found.Where(duty => Fits(duty) && duty.Level == first.Level).Select(duty => duty.Body).Distinct();
}
