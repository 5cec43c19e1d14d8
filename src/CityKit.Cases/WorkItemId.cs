using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CityKit.Cases;

/// <summary>
/// A work item's identity (工作项标识): 128 bits of what caused it, so that the same cause gives the same item. 32 hexadecimal digits. The
/// number people read is another thing: <see cref="WorkItem.Number"/>. <c>default</c> is all zeros, the identity of no item.
/// </summary>
/// <param name="Value">The 128 bits.</param>
public readonly record struct WorkItemId(UInt128 Value) : IParsable<WorkItemId>, IComparable<WorkItemId>
{
    /// <summary>The id of what this text caused: the first 16 bytes of its SHA-256.</summary>
    /// <param name="cause">An alert's or a report's id with its kind, such as <c>report/4711</c>.</param>
    /// <exception cref="ArgumentException">The cause is empty.</exception>
    public static WorkItemId FromCause(string cause)
    {
        if (string.IsNullOrEmpty(cause))
            throw new ArgumentException("A work item needs a cause: give the alert's or the report's id.", nameof(cause));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(cause), hash);
        return new WorkItemId(BinaryPrimitives.ReadUInt128BigEndian(hash));
    }

    /// <summary>Reads 32 hexadecimal digits.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static WorkItemId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException($"'{s}' is not 32 hexadecimal digits. "
            + $"“{s}”须为 32 位十六进制数字。");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out WorkItemId result)
    {
        UInt128 value = default;
        var valid = s is { Length: 32 } && UInt128.TryParse(s, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
        result = new WorkItemId(value);
        return valid;
    }

    /// <inheritdoc/>
    public int CompareTo(WorkItemId other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
