using System.Globalization;
using System.Text;
using CityKit.Core.Text;

namespace CityKit.Import.Tables;

/// <summary>In which encoding a .dbf file is: by the .cpg file, else by the driver id in its header; null when neither says it.</summary>
internal static class DbfEncoding
{
    private const int Iso8859 = 88590;  // 88591 is ISO 8859-1, as ESRI writes it
    private const int IsoPages = 28590; // its code page's number is 28591

    /// <summary>
    /// The encoding a .cpg file names: <c>UTF-8</c>, <c>GBK</c>, <c>936</c>, <c>ANSI 936</c>, <c>88591</c>; null when there is none of that
    /// name.
    /// </summary>
    internal static Encoding? OfCodePage(string text)
    {
        var name = text.Trim();
        var number = name.TrimStart([.. name.TakeWhile(character => !char.IsAsciiDigit(character))]);
        if (TextEncodings.Find(name) is { } known) return known;
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var page)) return null;
        return TextEncodings.Find(page is > Iso8859 and < Iso8859 + 16 ? page - Iso8859 + IsoPages : page);
    }

    /// <summary>The encoding of a language driver id; null for 0 and 0x57, which mean that of the machine that wrote the file.</summary>
    internal static Encoding? OfDriver(byte id) => id switch
    {
        0x4D or 0x7A => TextEncodings.Gb18030,
        0x4F or 0x78 => TextEncodings.Find(950),
        0x13 or 0x7B => TextEncodings.Find(932),
        0x4E or 0x79 => TextEncodings.Find(949),
        0x01 => TextEncodings.Find(437),
        0x02 => TextEncodings.Find(850),
        0x03 or 0x58 or 0x59 => TextEncodings.Find(1252),
        0xC8 => TextEncodings.Find(1250),
        0xC9 => TextEncodings.Find(1251),
        _ => null,
    };
}
