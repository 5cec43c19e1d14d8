using CityKit.Core;

namespace CityKit.Contacts;

/// <summary>Somebody who should have been reached and was not.</summary>
/// <param name="Code"><c>nobody-on-duty</c> or <c>no-channel</c>.</param>
/// <param name="Audience">The audience.</param>
/// <param name="Person">The person without a channel; null when there was nobody.</param>
public sealed record Unreached(string Code, string Audience, string? Person)
{
    internal static Unreached Nobody(string audience) => new("nobody-on-duty", audience, null);

    internal static Unreached NoChannel(string audience, string person) => new("no-channel", audience, person);

    /// <summary>What people read, with the way out.</summary>
    public LocalizedText Text => Person is null
        ? new LocalizedText($"“{Audience}”当前无人值班，已通知后备人员；请在通讯录中补充排班。",
            $"Nobody is on duty for '{Audience}': the fallback was notified. Add a shift to the address book.")
        : new LocalizedText($"“{Audience}”的值班人员 {Person} 没有联系方式，已通知后备人员；请在通讯录中补充。",
            $"{Person}, on duty for '{Audience}', has no channel: the fallback was notified. Add one to the address book.");
}
