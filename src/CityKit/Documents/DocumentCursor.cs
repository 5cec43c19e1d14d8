using System.Globalization;

namespace CityKit.Documents;

/// <summary>After which document a page begins: its place in the order, and its id.</summary>
/// <param name="Order">Its value of the order's index; 0 when the order is by id.</param>
/// <param name="Id">Its id.</param>
public sealed record DocumentCursor(long Order, string Id)
{
    /// <summary>The order of stores: by place, then by the code points of the id.</summary>
    public static int Compare(DocumentCursor a, DocumentCursor b) =>
        a.Order != b.Order ? a.Order.CompareTo(b.Order) : CodePoints.Compare(a.Id, b.Id);

    /// <summary>As text, for a caller to give back.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Order}~{Id}");

    /// <summary>Reads what <see cref="ToString"/> wrote; null when it is something else.</summary>
    public static DocumentCursor? Parse(string? text)
    {
        var at = text?.IndexOf('~', StringComparison.Ordinal) ?? -1;
        return at > 0 && long.TryParse(text.AsSpan(0, at), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var order)
            ? new DocumentCursor(order, text![(at + 1)..])
            : null;
    }
}
