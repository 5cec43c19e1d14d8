namespace CityKit.Core;

/// <summary>A broken domain rule as a value (拒绝): what was tried, why it was refused, and what would be allowed.</summary>
/// <remarks>
/// Every answer that may be refused has one, null when it was done. Show <see cref="Message"/> to people, compare <see cref="Code"/> in
/// programs. It is an immutable value. It is not for a caller's error, which is an <see cref="ArgumentException"/>, nor for a store that
/// cannot be reached, which is an <see cref="IOException"/>.
/// </remarks>
/// <param name="Code">A short stable code for programs, such as <c>wrong-state</c>.</param>
/// <param name="Message">What happened and the way out, naming the value and the limit.</param>
/// <param name="Allowed">What would be allowed instead; empty when nothing would.</param>
/// <example><code>
/// var answer = await hub.ExecuteAsync(new OpenItem("o-1", "property-order", "hotline"), actor);
/// if (answer.Refusal is { } refusal)
///     Console.WriteLine($"{refusal.Code}: {refusal.Message.Zh} {string.Join(", ", refusal.Allowed)}");
/// var item = answer.OrThrow().Item; // or as the one exception for it, RefusedException
/// </code></example>
public sealed record Refusal(string Code, LocalizedText Message, IReadOnlyList<string> Allowed)
{
    /// <summary>A refusal with nothing else to allow.</summary>
    public static Refusal Of(string code, string en, string zh, params string[] allowed) => new(code, new LocalizedText(zh, en), allowed);

    /// <summary>Throws this refusal as the one exception CityKit has for broken domain rules.</summary>
    /// <exception cref="RefusedException">Always.</exception>
    public void Throw() => throw new RefusedException(this);
}
