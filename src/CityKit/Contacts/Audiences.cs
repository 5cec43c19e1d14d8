using CityKit.Core;
using CityKit.Privacy;

namespace CityKit.Contacts;

/// <summary>Names of audiences (通知对象), as notifications have them.</summary>
internal static class Audiences
{
    private const string Role = "role:";
    private const string Body = "body:";
    private const string Contact = "contact:";

    /// <summary>One name for a role: with or without <c>role:</c> it is the same.</summary>
    internal static string Plain(string audience) =>
        audience.StartsWith(Role, StringComparison.Ordinal) ? audience[Role.Length..] : audience;

    /// <summary>Whether a file may name it.</summary>
    internal static bool Exists(string audience, IReadOnlyCollection<string> known) => known.Contains(Plain(audience))
        || audience.StartsWith(Body, StringComparison.Ordinal) || audience.StartsWith(Contact, StringComparison.Ordinal);

    internal static LocalizedText Allowed(IReadOnlyCollection<string> known) => new(
        $"{string.Join("、", known)}、body:单位 或 contact:联系人", $"{string.Join(", ", known)}, body:BODY or contact:CONTACT");

    /// <summary>Whether it is one person of the public or a household, whom no address book has.</summary>
    internal static bool IsSubject(string audience) => SubjectId.TryParse(audience[(audience.IndexOf(':') + 1)..], null, out _);
}
