using CityKit.Core;

namespace CityKit.Modules;

/// <summary>
/// Where a command holds what a person wrote in words of their own (自由文本), or what the module keeps of a person: the hub puts a
/// reference to a protected record in its place before anything is journalled.
/// </summary>
public abstract class PersonalText
{
    private const string Prefix = "record:";

    private protected PersonalText(int maxLength) => MaxLength = maxLength;

    /// <summary>What a command and documents hold in place of a text that is kept apart: <c>record:</c> and the record's id.</summary>
    public static string ReferenceTo(string recordId) => Prefix + recordId;

    /// <summary>The record that a text refers to; null when the text is no reference.</summary>
    public static string? RecordOf(string? text) =>
        text is not null && text.Length > Prefix.Length && text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : null;

    /// <summary>A longer text is left to the command's own check, which refuses it.</summary>
    internal int MaxLength { get; }

    /// <summary>Whose the text is; null when it belongs to a matter.</summary>
    internal virtual PersonalName? Person => null;

    internal abstract string? Of(HubCommand command);

    internal abstract HubCommand With(HubCommand command, string text);

    /// <summary>What the text concerns: such texts are erased together. Asked of texts without a person.</summary>
    internal abstract string MatterOf(HubCommand command);

    /// <summary>Checks a command while its text can be read, as no decision can.</summary>
    internal virtual Refusal? Check(HubCommand command) => null;
}
