using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Step35.Cli.Hub.Wire;

namespace Step35.Cli.Hub;

/// <summary>Asks a hub what it has, and for pieces of files.</summary>
/// <remarks>Safe for concurrent calls. It does not try again: whoever calls knows what has arrived so far.</remarks>
internal sealed partial class HubClient(HttpClient http, HubAccess access, TimeProvider time)
{
    /// <summary>A hub that sends nothing for so long has gone.</summary>
    public static readonly TimeSpan StallTimeout = TimeSpan.FromMinutes(1);

    public TimeProvider Time => time;

    /// <summary>Finds the commit that a branch, a tag or a commit's own name means.</summary>
    public async Task<HubRevision> FindRevisionAsync(string repository, string revision, CancellationToken cancellationToken)
    {
        var address = $"api/models/{repository}/revision/{Uri.EscapeDataString(revision)}";
        var (info, _) = await GetAsync(repository, address, HubJson.Default.RevisionInfo, cancellationToken);
        return CommitName().IsMatch(info.Sha) ? new HubRevision(repository, info.Sha) : throw Strange(repository);
    }

    public async Task<IReadOnlyList<HubFile>> ListFilesAsync(HubRevision revision, CancellationToken cancellationToken)
    {
        var files = new List<HubFile>();
        var address = $"api/models/{revision.Repository}/tree/{revision.Commit}?recursive=1";
        while (address is not null)
        {
            var (entries, next) = await GetAsync(revision.Repository, address, HubJson.Default.ListTreeEntry, cancellationToken);
            files.AddRange(entries.Where(entry => entry.Type == "file").Select(entry => ToFile(revision.Repository, entry)));
            address = next;
        }

        return files;
    }

    /// <summary>Opens a file from some place on.</summary>
    /// <param name="revision">The commit.</param>
    /// <param name="file">The file.</param>
    /// <param name="start">How many of its bytes are here already.</param>
    /// <param name="tag">The hub's mark of the content that they come from; a hub that has another by now sends the whole file.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<HttpResponseMessage> OpenAsync(
        HubRevision revision, HubFile file, long start, EntityTagHeaderValue? tag, CancellationToken cancellationToken)
    {
        var path = string.Join('/', file.Path.Split('/').Select(Uri.EscapeDataString));
        var request = NewRequest($"{revision.Repository}/resolve/{revision.Commit}/{path}");
        if (start > 0)
        {
            request.Headers.Range = new RangeHeaderValue(start, null);
            request.Headers.IfRange = tag is { IsWeak: false } ? new RangeConditionHeaderValue(tag) : null;
        }

        return SendAsync(revision.Repository, request, cancellationToken);
    }

    /// <summary>Runs something that waits for the hub; silence and breaks become errors that pass.</summary>
    public async Task<T> HearAsync<T>(Func<CancellationToken, ValueTask<T>> hear, CancellationToken cancellationToken)
    {
        using var stall = new CancellationTokenSource(StallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stall.Token, cancellationToken);
        try
        {
            return await hear(either.Token);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw Broken($"sent nothing for {StallTimeout.TotalSeconds:0} seconds", error);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw Broken($"broke off ({error.Message})", error);
        }
    }

    private HubException Broken(string what, Exception error) =>
        new($"The hub {access.Endpoint.Host} {what}; pull again to go on where it stopped.", error) { IsPassing = true };

    private async Task<(T Value, string? Next)> GetAsync<T>(
        string repository, string address, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(repository, NewRequest(address), cancellationToken);
        try
        {
            var value = await HearAsync(
                async token => await JsonSerializer.DeserializeAsync(await response.Content.ReadAsStreamAsync(token), type, token), cancellationToken);
            return (value ?? throw Strange(repository), FindNext(repository, response));
        }
        catch (JsonException error)
        {
            throw Strange(repository, error);
        }
    }

    private HttpRequestMessage NewRequest(string address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(access.Endpoint, address));
        request.Headers.Authorization = access.Token is null ? null : new AuthenticationHeaderValue("Bearer", access.Token);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("step35", typeof(HubClient).Assembly.GetName().Version?.ToString(3)));
        return request;
    }

    private async Task<HttpResponseMessage> SendAsync(string repository, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            var response = await HearAsync(
                async token => await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token), cancellationToken);
            if (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
                return response;
            using (response)
                throw Refused(repository, response);
        }
    }

    private HubException Refused(string repository, HttpResponseMessage response)
    {
        var (status, number) = (response.StatusCode, (int)response.StatusCode);
        var message = status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                $"{access.Endpoint.Host} keeps {repository} from you ({number}); check the name, or set HF_TOKEN to a token that may read it.",
            HttpStatusCode.NotFound => $"{access.Endpoint.Host} has no {repository}, or not this revision of it; check the name.",
            HttpStatusCode.TooManyRequests => $"{access.Endpoint.Host} has been asked too often; wait a while, or set HF_TOKEN.",
            _ => $"{access.Endpoint.Host} answered {number} for {repository}; try again later.",
        };
        return new HubException(message)
        {
            Status = status,
            IsPassing = number >= 500 || status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout,
            RetryAfter = response.Headers.RetryAfter switch
            {
                { Delta: { } delay } => delay,
                { Date: { } date } => TimeSpan.FromTicks(Math.Max(0, (date - time.GetUtcNow()).Ticks)),
                _ => null,
            },
        };
    }

    // A path that leads out of the repository would be written outside the cache.
    private HubFile ToFile(string repository, TreeEntry entry)
    {
        var name = entry.Lfs?.Oid ?? entry.Oid;
        var isSafe = BlobName().IsMatch(name) && entry.Path.Split('/').All(part => part is not ("" or "." or "..") && part.IndexOfAny(['\\', ':', '\0']) < 0);
        return isSafe ? new HubFile(entry.Path, entry.Lfs?.Size ?? entry.Size, name, entry.Lfs is not null) : throw Strange(repository);
    }

    private HubException Strange(string repository, Exception? error = null) =>
        new($"{access.Endpoint.Host} lists {repository} in a way that no hub does; check HF_ENDPOINT.", error);

    // Long lists come in pages; a header names the next one. It is asked with the token, which is for this hub alone.
    private string? FindNext(string repository, HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Link", out var links) || NextLink().Match(string.Join(',', links)) is not { Success: true } next)
            return null;
        return Uri.TryCreate(access.Endpoint, next.Groups["address"].Value, out var address) && IsOfThisHub(address)
            ? address.AbsoluteUri
            : throw Strange(repository);
    }

    private bool IsOfThisHub(Uri address) =>
        Uri.Compare(address, access.Endpoint, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    [GeneratedRegex("<(?<address>[^>]+)>;\\s*rel=\"?next\"?")]
    private static partial Regex NextLink();

    [GeneratedRegex("^[0-9a-f]{7,64}$")]
    private static partial Regex CommitName();

    [GeneratedRegex("^[0-9a-f]{40,64}$")]
    private static partial Regex BlobName();
}
