using System.Net;
using Step35.Plugins.Http;

namespace Step35.Plugins.Tests.Http;

public class PublicAddressTests
{
    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::808:808")]
    [InlineData("2002:808:808::1")]
    public void Is_PublicAddress_IsOne(string address) => Assert.True(PublicAddress.Is(IPAddress.Parse(address)));
}
