using CityKit.Core;
using NodaTime;

namespace CityKit.Cases.Residents;

/// <summary>A step of a matter, as it is shown to those who reported it: no person, no reason that is not meant for them.</summary>
/// <param name="Kind">What it means to them.</param>
/// <param name="At">When.</param>
/// <param name="State">What the profile calls the state that it led to.</param>
public sealed record PublicStep(PublicStepKind Kind, Instant At, LocalizedText State)
{
    /// <summary>The body that got the work by it, without crew and person.</summary>
    public string? Body { get; init; }

    /// <summary>What it said to them, as in the history: in a hub, a reference to a protected record.</summary>
    public string? Reply { get; init; }

    /// <summary>The reference to the photo that they are shown by it.</summary>
    public string? Photo { get; init; }

    /// <summary>The kind in plain words.</summary>
    public LocalizedText Name => NameOf(Kind);

    /// <summary>A kind in plain words.</summary>
    public static LocalizedText NameOf(PublicStepKind kind) => kind switch
    {
        PublicStepKind.Received => new("已收到", "received"),
        PublicStepKind.Accepted => new("已受理", "accepted"),
        PublicStepKind.Refused => new("未受理", "not taken up"),
        PublicStepKind.Assigned => new("已派单", "given to a body"),
        PublicStepKind.Done => new("已处理", "the work is done"),
        PublicStepKind.Closed => new("已办结", "closed"),
        PublicStepKind.Reopened => new("重新办理", "taken up again"),
        _ => new("答复", "an answer"),
    };
}
