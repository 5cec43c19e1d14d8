namespace CityKit.Core;

/// <summary>A broken domain rule as a value (拒绝): what was tried, why not, and what would be allowed.</summary>
/// <param name="Code">A short stable code for programs, such as <c>wrong-state</c>.</param>
/// <param name="Message">What happened and the way out, naming the value and the limit.</param>
/// <param name="Allowed">What would be allowed instead; empty when nothing would.</param>
public sealed record Refusal(string Code, LocalizedText Message, IReadOnlyList<string> Allowed)
{
    /// <summary>A refusal with nothing else to allow.</summary>
    public static Refusal Of(string code, string en, string zh, params string[] allowed) => new(code, new LocalizedText(zh, en), allowed);

    /// <summary>Throws this refusal as the one exception CityKit has for broken domain rules.</summary>
    /// <exception cref="RefusedException">Always.</exception>
    public void Throw() => throw new RefusedException(this);
}
