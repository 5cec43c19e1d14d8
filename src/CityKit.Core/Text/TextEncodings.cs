using System.Text;

namespace CityKit.Core.Text;

/// <summary>The encodings that text files come in (文本编码).</summary>
public static class TextEncodings
{
    private static readonly string[] Older = ["gbk", "gb2312", "cp936", "936"];

    /// <summary>
    /// GB18030, which reads GBK and GB2312 too: what a Chinese spreadsheet means by CSV. As every encoding given here, it reads U+FFFD for
    /// bytes that stand for no character; .NET's own reads a question mark, which may be meant.
    /// </summary>
    public static Encoding Gb18030 { get; } = Marking(CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!);

    /// <summary>
    /// The encoding of a name, such as <c>utf-8</c>, <c>gb18030</c>, <c>gbk</c> (read as GB18030), <c>utf-16</c> or <c>big5</c>; null when
    /// there is none.
    /// </summary>
    public static Encoding? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Older.Contains(name, StringComparer.OrdinalIgnoreCase)) return Gb18030;
        return Known(() => CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name));
    }

    /// <summary>The encoding of a code page's number, such as 936 (read as GB18030), 950 or 65001; null when there is none.</summary>
    public static Encoding? Find(int codePage) =>
        codePage == 936 ? Gb18030 : Known(() => CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage));

    private static Encoding? Known(Func<Encoding> find)
    {
        try
        {
            return Marking(find());
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static Encoding Marking(Encoding encoding)
    {
        var marking = (Encoding)encoding.Clone();
        marking.DecoderFallback = new DecoderReplacementFallback("\uFFFD");
        return marking;
    }
}
