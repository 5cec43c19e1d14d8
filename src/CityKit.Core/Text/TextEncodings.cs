using System.Text;

namespace CityKit.Core.Text;

/// <summary>The encodings that text files come in (文本编码).</summary>
public static class TextEncodings
{
    private static readonly string[] Older = ["gbk", "gb2312", "cp936", "936"];

    /// <summary>GB18030, which reads GBK and GB2312 too: what a Chinese spreadsheet means by CSV.</summary>
    public static Encoding Gb18030 { get; } = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    /// <summary>
    /// The encoding of a name, such as <c>utf-8</c>, <c>gb18030</c>, <c>gbk</c> (read as GB18030), <c>utf-16</c> or <c>big5</c>; null when
    /// there is none.
    /// </summary>
    public static Encoding? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Older.Contains(name, StringComparer.OrdinalIgnoreCase)) return Gb18030;
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
