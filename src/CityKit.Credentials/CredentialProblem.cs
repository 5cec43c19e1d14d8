using CityKit.Core;

namespace CityKit.Credentials;

/// <summary>Which check of a credential failed, and on which part (验证未通过的检查项).</summary>
/// <param name="Check">A short stable code for programs: <c>algorithm</c>, <c>signature</c>, <c>issuer</c>, <c>digest</c>, <c>nonce</c> and
/// so on;
/// all are in <c>docs/credentials.md</c>.</param>
/// <param name="Part">The part of the token, such as <c>issuer header alg</c>, <c>payload /address/_sd/2</c> or <c>disclosure
/// 3</c>.</param>
/// <param name="Message">What was found and what is allowed. No disclosed value is in it.</param>
public sealed record CredentialProblem(string Check, string Part, LocalizedText Message)
{
    /// <summary>Check and part, then the message in both languages.</summary>
    public override string ToString() => $"{Check} ({Part}): {Message}";

    internal static CredentialProblem Of(string check, string part, string en, string zh) => new(check, part, new LocalizedText(zh, en));
}
