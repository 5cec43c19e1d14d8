using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CityKit.Contacts;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Notifications;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Delivering;

/// <summary>
/// What messages say (消息模板), in Chinese and English, by the kind of notification. A template may use fields of the class work only, so a
/// message cannot say anything of a person.
/// </summary>
public sealed partial class MessageTemplates
{
    private const int MaxTitle = 64;
    private const int MaxBody = 1000;
    private static readonly ZonedDateTimePattern Time = ZonedDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss", null);

    private static readonly ImmutableDictionary<string, Func<Delivery, Language, DateTimeZone, string>> Fields =
        new Dictionary<string, Func<Delivery, Language, DateTimeZone, string>>
        {
            ["text"] = (d, language, _) => In(d.Notification.Text, language),
            ["kind"] = (d, _, _) => d.Notification.Kind.ToString(),
            ["severity"] = (d, _, _) => d.Matter.Severity?.ToString() ?? "–",
            ["subject"] = (d, _, _) => d.Notification.Subject,
            ["at"] = (d, _, zone) => Time.Format(d.Notification.At.InZone(zone)),
            ["grid"] = (d, _, _) => d.Matter.Grid ?? "–",
            ["compound"] = (d, _, _) => d.Matter.Compound ?? "–",
            ["profile"] = (d, _, _) => d.Matter.Profile ?? "–",
        }.ToImmutableDictionary();

    private readonly ImmutableDictionary<NotificationKind, MessageTemplate> own;

    private MessageTemplates(ImmutableDictionary<NotificationKind, MessageTemplate> own) => this.own = own;

    /// <summary>The text as the title; time, grid and subject as the body.</summary>
    public static MessageTemplates BuiltIn { get; } = new(ImmutableDictionary<NotificationKind, MessageTemplate>.Empty);

    private static MessageTemplate Otherwise { get; } = new(new LocalizedText("{text}", "{text}"),
        new LocalizedText("{text}\n时间：{at}\n网格：{grid}\n编号：{subject}", "{text}\nAt: {at}\nGrid: {grid}\nId: {subject}"));

    /// <summary>Reads the file, all errors at once; a placeholder that does not exist is one.</summary>
    /// <param name="utf8">The file, UTF-8 JSON.</param>
    /// <param name="errors">What is wrong, with line and column.</param>
    /// <returns>The templates; null while the file has an error.</returns>
    public static MessageTemplates? Read(ReadOnlySpan<byte> utf8, out ConfigErrors errors)
    {
        var file = ConfigReader.Parse(utf8);
        file.Integer("schema", 1, 1);
        var templates = new Dictionary<NotificationKind, MessageTemplate>();
        foreach (var reader in file.Objects("templates")) ReadTemplate(reader, templates);
        file.Close();
        errors = file.Errors;
        return errors.Count > 0 ? null : new MessageTemplates(templates.ToImmutableDictionary());
    }

    internal (string Title, string Body) Render(Delivery delivery, Language language, DateTimeZone zone)
    {
        var template = own.GetValueOrDefault(delivery.Notification.Kind, Otherwise);
        return (Fill(template.Title), Fill(template.Body));

        string Fill(LocalizedText text) => Placeholder().Replace(
            In(text, language), match => Fields[match.Groups["name"].Value](delivery, language, zone));
    }

    private static string In(LocalizedText text, Language language) => language == Language.Zh ? text.Zh : text.En;

    private static void ReadTemplate(ConfigReader reader, Dictionary<NotificationKind, MessageTemplate> templates)
    {
        var kind = reader.Word("kind", [.. Enum.GetValues<NotificationKind>().Select(kind => (kind.ToString(), kind))]);
        var template = new MessageTemplate(ReadText(reader, "title", MaxTitle), ReadText(reader, "body", MaxBody));
        if (!templates.TryAdd(kind, template)) reader.Reject("kind", new("尚无模板的种类", "a kind that has no template yet"));
        reader.Close();
    }

    private static LocalizedText ReadText(ConfigReader reader, string name, int maxLength)
    {
        var both = reader.Object(name);
        var text = new LocalizedText(both.Text("zh", maxLength), both.Text("en", maxLength));
        CheckPlaceholders(both, "zh", text.Zh);
        CheckPlaceholders(both, "en", text.En);
        both.Close();
        return text;
    }

    private static void CheckPlaceholders(ConfigReader both, string name, string text)
    {
        foreach (var found in Placeholder().Matches(text).Select(match => match.Groups["name"].Value).Where(f => !Fields.ContainsKey(f)))
            both.Reject(name, LocalizedText.Values(Fields.Keys.Order(StringComparer.Ordinal).Select(field => $"{{{field}}}")),
                NearMiss.Of(found, Fields.Keys), LocalizedText.Values($"'{{{found}}}'"));
    }

    [GeneratedRegex(@"\{(?<name>[^{}]*)\}")]
    private static partial Regex Placeholder();
}
