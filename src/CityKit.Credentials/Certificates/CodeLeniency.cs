using NodaTime;

namespace CityKit.Credentials.Certificates;

/// <summary>
/// That a code which is real but breaks its rule was let pass (放行说明): which rule, by whom, and why. It is part of the record, so anyone who
/// reads the record sees it. It waives what the code's own check found, never its form.
/// </summary>
/// <param name="Member">The member with the code: <c>identifier</c>, <c>previous</c>, <c>issuer</c>, <c>definedBy</c> or
/// <c>holder</c>.</param>
/// <param name="Rule">The rule that it breaks, as the code's check names it, such as <c>check</c>.</param>
/// <param name="By">The account of who let it pass, 1 to 128 characters.</param>
/// <param name="Reason">Why, 1 to 500 characters; without personal data.</param>
/// <param name="On">When.</param>
public sealed record CodeLeniency(string Member, string Rule, string By, string Reason, LocalDate On)
{
    internal const int MaxBy = 128;
    internal const int MaxReason = 500;

    /// <summary>The rules that may be waived: what a check finds in a code of the right form.</summary>
    public static IReadOnlyList<string> Waivable { get; } = ["check", "issuer", "department", "area", "organisation", "birth"];
}
