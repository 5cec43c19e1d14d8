namespace CityKit.Cases;

/// <summary>Who is to be notified (通知对象): a kind and a name. <c>default</c> names nobody.</summary>
/// <param name="Kind"><c>role</c>, <c>body</c>, <c>contact</c>, <c>reporter</c> (by the actor's id) or <c>assignee</c> (in a profile; a
/// notice names the body).</param>
/// <param name="Name">The role, body with crew, or contact (elder, child, rescue-centre); who that is in person is resolved
/// elsewhere.</param>
public readonly record struct NoticeTarget(string Kind, string Name)
{
    /// <summary>"kind:name", or the kind alone.</summary>
    public override string ToString() => string.IsNullOrEmpty(Name) ? Kind ?? "" : $"{Kind}:{Name}";

    internal static NoticeTarget Parse(string text)
    {
        var colon = text.IndexOf(':');
        return colon < 0 ? new NoticeTarget(text, "") : new NoticeTarget(text[..colon], text[(colon + 1)..]);
    }
}
