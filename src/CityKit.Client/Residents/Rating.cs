namespace CityKit.Client.Residents;

/// <summary>How satisfied a reporter is with how a matter ended (满意度评价).</summary>
/// <param name="CommandId">The command's id, yours to choose: the same id again is the same rating.</param>
/// <param name="Satisfaction"><c>satisfied</c>, <c>basically</c> or <c>unsatisfied</c>.</param>
public sealed record Rating(string CommandId, string Satisfaction)
{
    /// <summary>Answers to the city's questions: question to choice; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Answers { get; init; }
}
