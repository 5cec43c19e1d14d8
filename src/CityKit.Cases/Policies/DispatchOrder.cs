namespace CityKit.Cases.Policies;

/// <summary>Which of the rows that fit is asked first (派遣规则顺序).</summary>
public enum DispatchOrder
{
    /// <summary>The row that says most: class over profile, longer area over shorter, earlier over later.</summary>
    Closest,

    /// <summary>The row that the policy lists first.</summary>
    Listed,
}
